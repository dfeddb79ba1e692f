#include "support/test_program.h"

#include <QtCore/QFileInfo>
#include <cstdio>
#include <map>

namespace weir::test {

namespace {

std::map<QByteArray, Run>& known()
{
    static std::map<QByteArray, Run> runs;
    return runs;
}

} // namespace

Registration::Registration(const char* file, Run run)
{
    const QByteArray name = QFileInfo(QString::fromUtf8(file)).completeBaseName().sliced(4).toUtf8();   // after tst_
    if (!known().emplace(name, run).second)
        qFatal("There are two tests of the name %s in one folder.", name.constData());
}

} // namespace weir::test

int main(int argc, char** argv)
{
    const auto& runs = weir::test::known();
    const auto named = argc > 1 ? runs.find(QByteArray(argv[1])) : runs.end();
    if (named == runs.end()) {
        std::fprintf(stderr, "%s NAME [ARGUMENTS], where NAME is one of\n", argv[0]);
        for (const auto& [name, run] : runs)
            std::fprintf(stderr, "  %s\n", name.constData());
        return 2;
    }
    argv[1] = argv[0];   // as if the class were a program of its own
    return named->second(argc - 1, argv + 1);
}
