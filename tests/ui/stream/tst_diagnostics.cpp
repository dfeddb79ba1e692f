#include "ui/stream/diagnostics.h"
#include "ui/stream/stream_model.h"
#include "support/test_program.h"
#include <QtTest/QTest>

using namespace weir;
using namespace weir::ui;

class tst_Diagnostics : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyFigureOfTheWindowIsInIt();
    void withoutAConnectionItSaysSo();
    void theSameIsCopied();
};

void tst_Diagnostics::everyFigureOfTheWindowIsInIt()
{
    StreamModel model;
    model.beginLink(QStringLiteral("ws://a:1/stream"), false);
    stream::StreamStats stats;
    stats.state = stream::StreamState::Live;
    stats.nodes = 63'440;
    stats.latencyMsP50 = 0.2;
    model.setStats(stats);
    model.report({stream::ReportKind::Failure, QStringLiteral("A message was refused.")});
    const QString text = diagnosticsText(model, {.device = QStringLiteral("OpenGL, llvmpipe")});
    for (const QString& line : {QStringLiteral("Weir " WEIR_VERSION), QStringLiteral("Graphics: OpenGL, llvmpipe"), QStringLiteral("Nodes: 63,440"),
                                QStringLiteral("connection: ws://a:1/stream"), QStringLiteral("latency: 0.2 ms"), QStringLiteral("Notice: A message was refused.")})
        QVERIFY2(text.split(u'\n').contains(line), qPrintable(line + QStringLiteral(" is not in\n") + text));
    for (const FigureModel* figures : {model.status(), model.tiles(), model.list()}) {
        for (const ShownFigure& figure : figures->figures())
            QVERIFY2(text.contains(figure.name + QStringLiteral(": ") + figure.value), qPrintable(figure.name));
    }
}

void tst_Diagnostics::withoutAConnectionItSaysSo()
{
    StreamModel model;
    const QString text = diagnosticsText(model, {});
    QVERIFY(text.contains(QStringLiteral("Server: none\n")));
    QVERIFY(text.contains(QStringLiteral("Graphics: not known yet\n")));
    QVERIFY(!text.contains(QStringLiteral("Fault")));
}

void tst_Diagnostics::theSameIsCopied()
{
    StreamModel model;
    QCOMPARE(model.diagnostics(), diagnosticsText(model, {}));
}

WEIR_TEST_IN(QCoreApplication, tst_Diagnostics)
#include "tst_diagnostics.moc"
