#include "source_tree.h"
#include "support/test_program.h"
#include <QtCore/QDirIterator>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QProcess>
#include <QtCore/QRegularExpression>
#include <QtCore/QTemporaryDir>
#include <QtTest>

/// What qmllint finds wrong in the QML files, with all that modules and types say of themselves.
class tst_Qmllint : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void qmllintFindsNothingWrong();
    void qmllintKnowsTheTypes();

private:
    static QJsonArray lint(const QStringList& files);
};

namespace {

// An id of a file is seen by the delegates in it; the pragma that says so (ComponentBehavior) is of Qt 6.5, and without it qmllint takes
// all of them for unqualified.
bool isIdOf(const QString& text, const QString& name)
{
    return QRegularExpression(QStringLiteral(R"(\bid: *%1\b)").arg(QRegularExpression::escape(name))).match(text).hasMatch();
}

QStringList wrongIn(const QJsonObject& file)
{
    QFile source(file.value(QStringLiteral("filename")).toString());
    if (!source.open(QIODevice::ReadOnly))
        return {source.fileName() + QStringLiteral(" cannot be read")};
    const QString text = QString::fromUtf8(source.readAll());
    QStringList wrong;
    for (const QJsonValue& warning : file.value(QStringLiteral("warnings")).toArray()) {
        const QString message = warning[QStringLiteral("message")].toString();
        const QString at = text.mid(warning[QStringLiteral("charOffset")].toInt(), warning[QStringLiteral("length")].toInt());
        if (warning[QStringLiteral("type")] == QStringLiteral("info")
            || (message == QStringLiteral("Unqualified access") && isIdOf(text, at)))
            continue;
        wrong.append(QStringLiteral("%1:%2: %3: %4").arg(source.fileName()).arg(warning[QStringLiteral("line")].toInt()).arg(at, message));
    }
    return wrong;
}

}   // namespace

QJsonArray tst_Qmllint::lint(const QStringList& files)
{
    QProcess qmllint;
    // A property of a control that is deferred is one that a style may replace. Here are no styles, so an id in one costs nothing.
    qmllint.start(QStringLiteral(WEIR_QMLLINT),
                  QStringList{QStringLiteral("--deferred-property-id"), QStringLiteral("disable"), QStringLiteral("--json"),
                              QStringLiteral("-"), QStringLiteral("-I"), QStringLiteral(WEIR_QML_MODULES)}
                      + files);
    if (!qmllint.waitForFinished(100'000))
        return {};
    return QJsonDocument::fromJson(qmllint.readAllStandardOutput()).object().value(QStringLiteral("files")).toArray();
}

void tst_Qmllint::qmllintFindsNothingWrong()
{
    QStringList files;
    QDirIterator entries(QStringLiteral(WEIR_QML_MODULES), {QStringLiteral("*.qml")}, QDir::Files, QDirIterator::Subdirectories);
    while (entries.hasNext()) {
        // What was renamed since leaves its copy there.
        const QString file = entries.next();
        const QString room = QFileInfo(file).dir().dirName().toLower();
        if (!floors::read(QStringLiteral("qml/%1/%2").arg(room, QFileInfo(file).fileName())).isEmpty())
            files.append(file);
    }
    QCOMPARE(files.size(), floors::readQml().size());
    const QJsonArray looked = lint(files);
    QCOMPARE(looked.size(), files.size());
    QStringList wrong;
    for (const QJsonValue& file : looked)
        wrong += wrongIn(file.toObject());
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

// Or it would find nothing wrong in anything.
void tst_Qmllint::qmllintKnowsTheTypes()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("Wrong.qml")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"(import QtQuick
import Weir.Controls
import Weir.Graph
import Weir.Inspect
import Weir.Look
import Weir.Settings
import Weir.Stream
import Weir.Window
import Weir.Words

Item {
    property var known: [Theme.accent, Hover.title, Selection.title, Stream.tiles.count, Filter.age, Settings.lastUrl, Ui.Live, view.fit]
    property var a: Theme.none
    property var b: Hover.none
    property var c: Selection.none
    property var d: Stream.tiles.none
    property var e: Filter.none
    property var f: Settings.none
    property var g: view.none
    property var h: nobody
    GraphView { id: view }
}
)");
    file.close();
    const QJsonArray looked = lint({file.fileName()});
    QCOMPARE(looked.size(), 1);
    const QStringList wrong = wrongIn(looked[0].toObject());
    QVERIFY2(wrong.size() == 8, qPrintable(wrong.join(u'\n')));
}

WEIR_TEST(tst_Qmllint)
#include "tst_qmllint.moc"
