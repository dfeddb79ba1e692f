#include "support/test_program.h"
#include "ui/save/graph_export.h"
#include <QtCore/QTemporaryDir>
#include <QtTest>

using namespace weir;
using namespace weir::ui;
using pipeline::ExportAnswer;

/// What a window says of a graph that becomes a file; the dialog's own tests are tests/qml/tst_exporting.qml.
class tst_GraphExport final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_model.emplace();
        connect(&*m_model, &GraphExport::orderWanted, this, [this](const pipeline::ExportOrder& order) { m_orders.push_back(order); });
        m_orders.clear();
    }

    void aNameHasTheEndingOfItsFormatWhateverItHadBefore()
    {
        const int gml = GraphExport::formatOfKey(QStringLiteral("gml")), csv = GraphExport::formatOfKey(QStringLiteral("csv"));
        const auto name = [](const char* path, int format, bool packed) {
            return GraphExport::withEnding(QString::fromLatin1(path), format, packed);
        };
        QCOMPARE(name("/a/b.graphml", gml, false), QStringLiteral("/a/b.gml"));
        QCOMPARE(name("/a/b.GraphML.gz", gml, true), QStringLiteral("/a/b.gml.gz"));
        QCOMPARE(name("/a/b.gml.gz", csv, false), QStringLiteral("/a/b.csv"));
        QCOMPARE(name("/a.csv/b", csv, false), QStringLiteral("/a.csv/b.csv"));
        QCOMPARE(name("/a/version 1.5", gml, false), QStringLiteral("/a/version 1.5.gml"));
        QCOMPARE(GraphExport::formatOfPath(QStringLiteral("/a.csv/b")), -1);
        QCOMPARE(GraphExport::formatOfPath(QStringLiteral("/a/b.CSV.gz")), csv);
        QCOMPARE(GraphExport::formatOfKey(QStringLiteral("none")), GraphExport::formatOfKey(QStringLiteral("graphml")));
    }

    void theNameThatIsSuggestedIsTheGraphsAndNoFileHasIt()
    {
        const QTemporaryDir folder;
        const int csv = GraphExport::formatOfKey(QStringLiteral("csv"));
        m_model->setTitle(QStringLiteral("../calls: 1/2 of *all*.gexf"));
        QCOMPARE(m_model->suggestedPath(folder.path(), csv), folder.filePath(QStringLiteral("calls- 1-2 of -all-.csv")));
        m_model->setTitle({});
        QCOMPARE(m_model->suggestedPath(folder.path(), csv), folder.filePath(QStringLiteral("graph.csv")));
        QFile nodes(folder.filePath(QStringLiteral("graph.nodes.csv")));
        QVERIFY(nodes.open(QIODevice::WriteOnly));   // it would be replaced, too
        QCOMPARE(m_model->suggestedPath(folder.path(), csv), folder.filePath(QStringLiteral("graph-2.csv")));
    }

    void answersToWhatIsNoLongerAskedAreIgnored()
    {
        m_model->lookAhead(GraphExport::Everything, 0);
        m_model->lookAhead(GraphExport::Everything, 1);
        ExportAnswer late;
        late.number = m_orders.front().number;
        late.losses = "something";
        m_model->setAnswer(late);
        QVERIFY(!m_model->losing());
        late.number = m_orders.back().number;
        m_model->setAnswer(late);
        QVERIFY(m_model->losing());

        QSignalSpy wanted(&*m_model, &GraphExport::countsWanted);
        m_model->opened();
        m_model->closed();
        m_model->opened();
        QCOMPARE(wanted.count(), 2);
        pipeline::ExportCounts counts;
        counts.question = wanted[0][0].value<quint64>();
        counts.everything = {7, 8};
        m_model->setCounts(counts);
        QCOMPARE(m_model->parts().front().toMap()[QStringLiteral("figure")].toString(), QStringLiteral("Being counted"));
        counts.question = wanted[1][0].value<quint64>();
        m_model->setCounts(counts);
        QVERIFY(m_model->parts().front().toMap()[QStringLiteral("possible")].toBool());
        QCOMPARE(m_model->parts().front().toMap()[QStringLiteral("figure")].toString(), QStringLiteral("7 nodes, 8 edges"));
    }

    void countsAreAskedForAgainOnceTheyAreAnswered()
    {
        QSignalSpy wanted(&*m_model, &GraphExport::countsWanted);
        m_model->opened();
        QVERIFY(m_model->parts().front().toMap()[QStringLiteral("possible")].toBool());   // also before it is known how much it is
        QVERIFY(!wanted.wait(2500));   // a large graph on a busy machine takes its time
        pipeline::ExportCounts counts;
        counts.question = wanted[0][0].value<quint64>();
        counts.everything = {7, 8};
        m_model->setCounts(counts);
        QTRY_COMPARE(wanted.count(), 2);
    }

    void whatTakesTooLongToBeKnownIsToldLater()
    {
        m_model->lookAhead(GraphExport::Everything, 0);
        QVERIFY(m_orders.back().mostHeld);
        ExportAnswer answer;
        answer.number = m_orders.back().number;
        answer.outcome = ExportAnswer::Outcome::TooLong;
        m_model->setAnswer(answer);
        QVERIFY(m_model->ahead().startsWith(QStringLiteral("The graph is too large to say beforehand what ")));
        m_model->write(GraphExport::Everything, 0, QStringLiteral("/tmp/a"), true);
        QVERIFY(!m_orders.back().mostHeld);
    }

    void oneFileIsWrittenAtATime()
    {
        m_model->write(GraphExport::Everything, 0, QStringLiteral("/tmp/a"), true);
        QVERIFY(m_model->running());
        m_model->write(GraphExport::Everything, 0, QStringLiteral("/tmp/b"), true);
        m_model->lookAhead(GraphExport::Everything, 0);
        QCOMPARE(m_orders.size(), std::size_t{1});
        QCOMPARE(QString::fromStdString(m_orders.front().path), GraphExport::withEnding(QStringLiteral("/tmp/a"), 0, false));
    }

private:
    std::optional<GraphExport> m_model;
    std::vector<pipeline::ExportOrder> m_orders;
};

WEIR_TEST_IN(QGuiApplication, tst_GraphExport)
#include "tst_graph_export.moc"
