#pragma once
#include <QtTest/QTest>

/// A folder's tests are one program, and each of its classes is run by the name of its file: `tst_flow backoff [QTest's arguments]`.
/// A file tst_NAME.cpp ends with one of the macros below and its moc file.
namespace weir::test {

using Run = int (*)(int argc, char** argv);

/// Makes the class in this file known to the program, before main().
struct Registration {
    Registration(const char* file, Run run);
};

template <class Test, class Application>
int runWith(int argc, char** argv)
{
    [[maybe_unused]] Application application(argc, argv);
    Test test;
    return QTest::qExec(&test, argc, argv);
}

template <class Test>
int run(int argc, char** argv)
{
    Test test;
    return QTest::qExec(&test, argc, argv);
}

} // namespace weir::test

/// `function` is called as a main function would be.
#define WEIR_TEST_MAIN(function) static const weir::test::Registration weirTest(__FILE__, function);
/// A class that needs no application object.
#define WEIR_TEST(Test) WEIR_TEST_MAIN(&weir::test::run<Test>)
/// One that needs an application object of this class: QCoreApplication, QGuiApplication or QApplication.
#define WEIR_TEST_IN(Application, Test) WEIR_TEST_MAIN((&weir::test::runWith<Test, Application>))
