#include "source_tree.h"
#include "support/test_program.h"
#include <QtCore/QDir>
#include <QtCore/QDirIterator>
#include <QtCore/QRegularExpression>
#include <QtTest>
#include <functional>

using floors::Floor;
using floors::Include;
using floors::SourceFile;

namespace {

bool isQt(const Include& include)
{
    static const QRegularExpression qt(QStringLiteral("^(private/)?(q[a-z0-9_]+\\.h|Q[A-Z][A-Za-z0-9]*)$|^Qt[A-Z][A-Za-z]*/"));
    return !include.isQuoted && qt.match(include.path).hasMatch();
}

} // namespace

/// Holds the sources against the table in src/README.md. What fails here is a line to move, or a row to think about.
class tst_Floors : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyFolderHasARow();
    void noFolderIsTooFullToBeSeenAtOnce();
    void everyArrowPointsDown();
    void everyIncludeIsInTheTable();
    void everyNameIsInTheTable();
    void buildFilesSayWhatTheTableSays();
    void everyProjectIncludeNamesItsFolder();
    void everyQmlModuleStandsOnThoseAboveItInTheTable();
    void everyQmlImportIsInTheTable();
    void onlyTheDashboardNamesQtCharts();
    void oneQmlFileNamesQtCharts();
    void onlyTheRendererNamesQRhi();
    void graphFlowAndMetricsKnowNoQt();
    void flowAndMetricsAreGivenTheTime();
    void threadsAreMadeInOnePlace();
    void everyThreadIsListed();
    void nobodyWaitsForAnotherThreadsSlot();
    void everyPlantedFaultFitsItsFile();

private:
    void verifyAbsent(const QString& pattern, const std::function<bool(const SourceFile&)>& allowed) const;
    [[nodiscard]] QStringList qtReachedFrom(const QString& path, QSet<QString>& seen) const;

    QHash<QString, Floor> m_table;
    QList<SourceFile> m_files;
};

void tst_Floors::initTestCase()
{
    m_table = floors::readTable();
    m_files = floors::readSources();
    QVERIFY(m_table.size() > 10);
    QVERIFY(m_files.size() > 50);
}

void tst_Floors::verifyAbsent(const QString& pattern, const std::function<bool(const SourceFile&)>& allowed) const
{
    const QRegularExpression expression(pattern);
    QVERIFY(expression.isValid());
    QStringList found;
    for (const SourceFile& file : m_files) {
        if (allowed(file))
            continue;
        if (const auto match = expression.match(file.code); match.hasMatch())
            found.append(QStringLiteral("%1: %2").arg(file.path, match.captured()));
        for (const Include& include : file.includes) {
            if (expression.match(include.path).hasMatch())
                found.append(QStringLiteral("%1: includes %2").arg(file.path, include.path));
        }
    }
    QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
}

void tst_Floors::everyFolderHasARow()
{
    QSet<QString> used;
    for (const SourceFile& file : m_files) {
        if (!file.isIn(QStringLiteral("src")))
            continue;
        const QString row = floors::rowOf(file.folder, m_table);
        QVERIFY2(!row.isEmpty(), qPrintable(file.path));
        used.insert(row);
    }
    const QStringList rows = m_table.keys();
    QCOMPARE(used, QSet<QString>(rows.begin(), rows.end()));
}

void tst_Floors::noFolderIsTooFullToBeSeenAtOnce()
{
    constexpr qsizetype most = 30;   // files
    QStringList full;
    for (const char* top : {"src", "app", "qml", "tests"}) {
        QDirIterator folders(QStringLiteral(WEIR_SOURCE_DIR "/") + QString::fromLatin1(top), QDir::Dirs | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
        while (folders.hasNext()) {
            const QString folder = folders.next();
            const qsizetype files = QDir(folder).entryList({QStringLiteral("*.h"), QStringLiteral("*.cpp"), QStringLiteral("*.qml")}, QDir::Files).size();
            if (files > most)
                full.append(QStringLiteral("%1: %2").arg(folder).arg(files));
        }
    }
    QVERIFY2(full.isEmpty(), qPrintable(full.join(u'\n')));
}

void tst_Floors::everyArrowPointsDown()
{
    for (auto row = m_table.cbegin(); row != m_table.cend(); ++row) {
        for (const QString& used : row->uses) {
            QVERIFY2(m_table.contains(used), qPrintable(QStringLiteral("%1 uses %2, which has no row").arg(row.key(), used)));
            QVERIFY2(m_table.value(used).number < row->number, qPrintable(QStringLiteral("%1 may not use %2").arg(row.key(), used)));
        }
    }
}

void tst_Floors::everyIncludeIsInTheTable()
{
    QStringList wrong;
    for (const SourceFile& file : m_files) {
        if (!file.isIn(QStringLiteral("src")))
            continue;
        const QString row = floors::rowOf(file.folder, m_table);
        for (const Include& include : file.includes) {
            const QString used = floors::rowOf(include.path.section(u'/', 0, -2), m_table);
            if (!used.isEmpty() && used != row && !m_table.value(row).uses.contains(used))
                wrong.append(QStringLiteral("%1 includes %2").arg(file.path, include.path));
        }
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

// What a file says of another floor counts as much as what it includes: a header may bring along more than the table allows.
void tst_Floors::everyNameIsInTheTable()
{
    QSet<QString> tops;   // each is a namespace, whatever is below it
    for (const QString& row : m_table.keys())
        tops.insert(row.section(u'/', 0, 0));
    QStringList wrong;
    for (const SourceFile& file : m_files) {
        if (!file.isIn(QStringLiteral("src")))
            continue;
        QSet<QString> allowed{file.folder.section(u'/', 0, 0)};
        for (const QString& used : m_table.value(floors::rowOf(file.folder, m_table)).uses)
            allowed.insert(used.section(u'/', 0, 0));
        for (const QString& space : file.spaces) {
            if (tops.contains(space) && !allowed.contains(space))
                wrong.append(QStringLiteral("%1 names %2").arg(file.path, space));
        }
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

void tst_Floors::buildFilesSayWhatTheTableSays()
{
    for (auto row = m_table.cbegin(); row != m_table.cend(); ++row) {
        const auto uses = floors::readUses(row.key());
        QVERIFY2(uses.has_value(), qPrintable(row.key()));
        QVERIFY2(*uses == row->uses, qPrintable(QStringLiteral("%1 USES %2, and in the table %3")
                     .arg(row.key(), QStringList(uses->values()).join(u' '), QStringList(row->uses.values()).join(u' '))));
    }
}

void tst_Floors::everyProjectIncludeNamesItsFolder()
{
    QStringList wrong;
    for (const SourceFile& file : m_files) {
        for (const Include& include : file.includes) {
            // What measures the whole program shares the programs' command line.
            const bool isTop = file.isIn(QStringLiteral("app")) || file.isIn(QStringLiteral("src/bench"));
            const bool named = !floors::rowOf(include.path.section(u'/', 0, -2), m_table).isEmpty() || (isTop && include.path.contains(u'/'));
            if (include.isQuoted && !named && !include.path.endsWith(QStringLiteral(".moc")))
                wrong.append(QStringLiteral("%1 includes %2").arg(file.path, include.path));
        }
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

// A module has what QML files import and what its types are made of: together they must not go round.
void tst_Floors::everyQmlModuleStandsOnThoseAboveItInTheTable()
{
    const auto rowOf = [this](const QString& module) {
        const QString folder = module.toLower();
        return m_table.value(m_table.contains(folder) ? folder : QStringLiteral("ui/") + folder);
    };
    QStringList above, wrong;
    const QList<floors::QmlModule> modules = floors::readQmlModules();
    QVERIFY(modules.size() >= 10);
    for (const floors::QmlModule& module : modules) {
        QStringList used = module.imports;
        for (const floors::QmlModule& other : modules) {
            if (rowOf(module.name).uses.contains(QStringLiteral("ui/") + other.name.toLower()))
                used.append(other.name);
        }
        for (const QString& other : used) {
            if (!above.contains(other))
                wrong.append(QStringLiteral("%1 uses %2, which does not stand above it").arg(module.name, other));
        }
        above.append(module.name);
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

void tst_Floors::everyQmlImportIsInTheTable()
{
    static const QRegularExpression import(QStringLiteral(R"(^import Weir\.(\w+))"), QRegularExpression::MultilineOption);
    QHash<QString, QSet<QString>> allowed, used;
    for (const floors::QmlModule& module : floors::readQmlModules())
        allowed.insert(module.name, QSet<QString>(module.imports.begin(), module.imports.end()));
    QStringList wrong;
    for (const SourceFile& file : floors::readQml()) {
        QString module = file.path.section(u'/', 1, 1);
        module[0] = module[0].toUpper();
        QVERIFY2(allowed.contains(module), qPrintable(file.path));
        for (auto match = import.globalMatch(file.text); match.hasNext();) {
            const QString imported = match.next().captured(1);
            if (imported == module)
                continue;
            used[module].insert(imported);
            if (!allowed[module].contains(imported))
                wrong.append(QStringLiteral("%1 imports %2").arg(file.path, imported));
        }
    }
    for (auto row = allowed.cbegin(); row != allowed.cend(); ++row) {
        for (const QString& unused : row.value() - used.value(row.key()))
            wrong.append(QStringLiteral("%1 does not import %2").arg(row.key(), unused));
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

void tst_Floors::onlyTheDashboardNamesQtCharts()
{
    verifyAbsent(QStringLiteral("\\bQtCharts\\b|\\bQ(Chart|XYSeries|LineSeries|AreaSeries|ValueAxis)\\w*"),
                 [](const SourceFile& file) {
                     // The frame measurement repaints a chart beside the graph, to see what that costs the graph.
                     return file.isIn(QStringLiteral("src/dashboard")) || file.isIn(QStringLiteral("src/bench"));
                 });
}

void tst_Floors::oneQmlFileNamesQtCharts()
{
    static const QRegularExpression import(QStringLiteral("^import QtCharts"), QRegularExpression::MultilineOption);
    QStringList files;
    QDirIterator entries(QStringLiteral(WEIR_SOURCE_DIR "/qml"), {QStringLiteral("*.qml")}, QDir::Files, QDirIterator::Subdirectories);
    while (entries.hasNext()) {
        const QString path = QDir(QStringLiteral(WEIR_SOURCE_DIR)).relativeFilePath(entries.next());
        if (import.match(floors::read(path)).hasMatch())
            files.append(path);
    }
    QVERIFY2(files.size() == 1, qPrintable(files.join(u'\n')));
}

void tst_Floors::onlyTheRendererNamesQRhi()
{
    verifyAbsent(QStringLiteral("\\bQRhi|\\bqrhi|/qrhi"),
                 [](const SourceFile& file) { return file.isIn(QStringLiteral("src/render")); });
}

QStringList tst_Floors::qtReachedFrom(const QString& path, QSet<QString>& seen) const
{
    QStringList reached;
    if (seen.contains(path))
        return reached;
    seen.insert(path);
    const SourceFile file = floors::readSource(path);
    for (const Include& include : file.includes) {
        if (isQt(include))
            reached.append(QStringLiteral("%1 includes %2").arg(path, include.path));
        else if (include.isQuoted)
            reached += qtReachedFrom(QStringLiteral("src/") + include.path, seen);
    }
    return reached;
}

void tst_Floors::graphFlowAndMetricsKnowNoQt()
{
    QSet<QString> seen;
    QStringList reached;
    for (const SourceFile& file : m_files) {
        for (const char* folder : {"src/graph", "src/flow", "src/metrics"}) {
            if (file.isIn(QString::fromLatin1(folder)))
                reached += qtReachedFrom(file.path, seen);
        }
    }
    QVERIFY2(reached.isEmpty(), qPrintable(reached.join(u'\n')));
    QVERIFY(seen.contains(QStringLiteral("src/base/error.h")));
}

void tst_Floors::flowAndMetricsAreGivenTheTime()
{
    verifyAbsent(QStringLiteral("\\bnow\\(\\)|\\bsleep_(for|until)\\b|\\bsocket\\b"), [](const SourceFile& file) {
        return !file.isIn(QStringLiteral("src/flow")) && !file.isIn(QStringLiteral("src/metrics"));
    });
}

void tst_Floors::threadsAreMadeInOnePlace()
{
    verifyAbsent(QStringLiteral("\\bstd::j?thread\\b(?!::hardware_concurrency)|\\bstd::async\\b|\\bpthread_create\\b"
                                "|(?<![\\w/])QThread\\b(?!::(idealThreadCount|currentThread|m?sleep)\\b)|\\bQThreadPool\\b|\\bQtConcurrent\\b"),
                 [](const SourceFile& file) { return file.path.startsWith(QStringLiteral("src/base/worker_thread.")); });
}

void tst_Floors::everyThreadIsListed()
{
    const QSet<QString> made = floors::threadsMade(m_files);
    const QSet<QString> listed = floors::threadsListed();
    QVERIFY(!made.isEmpty());
    QVERIFY2(made == listed, qPrintable(QStringLiteral("made: %1; listed: %2")
                                             .arg(QStringList(made.values()).join(u' '), QStringList(listed.values()).join(u' '))));
}

void tst_Floors::nobodyWaitsForAnotherThreadsSlot()
{
    verifyAbsent(QStringLiteral("\\bBlockingQueuedConnection\\b"), [](const SourceFile&) { return false; });
}

void tst_Floors::everyPlantedFaultFitsItsFile()
{
    int faults = 0;
    for (const QString& line : floors::read(QStringLiteral("tests/mutation/faults.tsv")).split(u'\n', Qt::SkipEmptyParts)) {
        if (line.startsWith(u'#'))
            continue;
        const QStringList fields = line.split(u'\t');
        QVERIFY2(fields.size() == 4, qPrintable(line));
        const QString planted = QString(fields[2]).replace(QStringLiteral("\\n"), QStringLiteral("\n"));
        QVERIFY2(floors::read(fields[0]).count(planted) == 1, qPrintable(QStringLiteral("not once in %1: %2").arg(fields[0], fields[2])));
        ++faults;
    }
    QVERIFY(faults > 100);
}

WEIR_TEST(tst_Floors)
#include "tst_floors.moc"
