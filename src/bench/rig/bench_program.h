#pragma once
#include <QtCore/QByteArray>
#include <QtCore/QCoreApplication>

namespace weir::bench {

/// The application of a measurement without a window. One in a program.
class BenchProgram final {
private:
    int m_argc = 1;
    QByteArray m_name{"weir-bench"};
    char* m_argv[2] = {m_name.data(), nullptr};
    QCoreApplication m_application{m_argc, m_argv};
};

}   // namespace weir::bench
