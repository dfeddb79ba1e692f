#include "base/freed_memory.h"
#include "common/sentence.h"
#include "common/termination.h"
#include "weir/options.h"
#include "weir/window_program.h"

#include <QtCore/QLocale>
#include <QtCore/QTranslator>
#include <QtGui/QIcon>
#include <QtWidgets/QApplication>
#include <cstdio>

int main(int argc, char** argv)
{
    weir::keepLittleFreedMemory();
    // Before the application object, so that --help works without a display.
    QStringList words;
    for (int i = 0; i < argc; ++i)
        words.append(QString::fromLocal8Bit(argv[i]));
    const std::expected<weir::app::Options, int> options = weir::app::parseOptions(words);
    if (!options)
        return options.error();

    weir::app::Termination termination;         // before any thread starts
    const QApplication application(argc, argv);   // QtCharts draws with widgets' means
    QApplication::setApplicationName(QStringLiteral("weir"));
    QApplication::setApplicationDisplayName(QStringLiteral("Weir"));
    QApplication::setApplicationVersion(QStringLiteral(WEIR_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("weir"));

    QTranslator translator;
    if (translator.load(QLocale(), QStringLiteral("weir"), QStringLiteral("_"), QStringLiteral(":/translations")))
        QApplication::installTranslator(&translator);

    weir::app::WindowProgram program(*options);
    termination.watch();
    QObject::connect(&termination, &weir::app::Termination::requested, &application, &QApplication::quit);
    if (const std::expected<void, weir::Error> started = program.start(); !started) {
        std::fprintf(stderr, "weir: %s\n", qPrintable(weir::app::asSentence(QString::fromStdString(started.error().text))));
        return 1;
    }
    return QApplication::exec();
}
