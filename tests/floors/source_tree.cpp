#include "source_tree.h"
#include <QtCore/QDir>
#include <QtCore/QDirIterator>
#include <QtCore/QFile>
#include <QtCore/QRegularExpression>

namespace floors {

namespace {

// The text with comments blanked, and the insides of string literals too where asked for.
QString withoutComments(const QString& text, bool keepStrings)
{
    static const QRegularExpression token(QStringLiteral(
        R"re(R"([^(\s]*)\(.*?\)\1"|//[^\n]*|/\*.*?\*/|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)+')re"), QRegularExpression::DotMatchesEverythingOption);
    QString result;
    qsizetype from = 0;
    for (auto match = token.globalMatch(text); match.hasNext();) {
        const auto found = match.next();
        result += QStringView(text).mid(from, found.capturedStart() - from);
        const QChar first = found.capturedView().front();
        if (first == u'/')
            result += u' ';
        else if (keepStrings)
            result += found.capturedView();
        else
            result += QStringLiteral("\"\"");
        from = found.capturedEnd();
    }
    result += QStringView(text).mid(from);
    return result;
}

} // namespace

QString read(const QString& path)
{
    QFile file(QStringLiteral(WEIR_SOURCE_DIR "/") + path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

SourceFile readSource(const QString& path)
{
    static const QRegularExpression include(
        QStringLiteral(R"(^[ \t]*#[ \t]*include[ \t]*(["<])([^">]+)[">].*$)"), QRegularExpression::MultilineOption);
    SourceFile file;
    file.path = path;
    file.folder = path.startsWith(u"src/") ? path.section(u'/', 1, -2) : path.section(u'/', 1, 1);
    file.text = withoutComments(read(path), true);
    for (auto match = include.globalMatch(file.text); match.hasNext();) {
        const auto found = match.next();
        file.includes.append({found.captured(2), found.captured(1) == u"\""});
    }
    file.code = withoutComments(QString(file.text).remove(include), false);
    static const QRegularExpression space(QStringLiteral(R"((?<![\w:.>])(?:weir::)?(\w+)::)"));
    for (auto match = space.globalMatch(file.code); match.hasNext();)
        file.spaces.insert(match.next().captured(1));
    return file;
}

QList<SourceFile> readSources()
{
    QList<SourceFile> files;
    const QDir root(QStringLiteral(WEIR_SOURCE_DIR));
    for (const QString& top : {QStringLiteral("src"), QStringLiteral("app")}) {
        QDirIterator entries(root.filePath(top), {QStringLiteral("*.h"), QStringLiteral("*.cpp")}, QDir::Files,
                             QDirIterator::Subdirectories);
        while (entries.hasNext())
            files.append(readSource(root.relativeFilePath(entries.next())));
    }
    return files;
}

QList<SourceFile> readQml()
{
    QList<SourceFile> files;
    const QDir root(QStringLiteral(WEIR_SOURCE_DIR));
    QDirIterator entries(root.filePath(QStringLiteral("qml")), {QStringLiteral("*.qml")}, QDir::Files, QDirIterator::Subdirectories);
    while (entries.hasNext())
        files.append(readSource(root.relativeFilePath(entries.next())));
    return files;
}

QStringList stringsIn(const QString& text)
{
    static const QRegularExpression literal(QStringLiteral(R"re("((?:[^"\\\n]|\\.)*)")re"));
    QStringList strings;
    for (auto match = literal.globalMatch(text); match.hasNext();)
        strings.append(match.next().captured(1));
    return strings;
}

QHash<QString, Floor> readTable()
{
    static const QRegularExpression row(QStringLiteral(R"(^\| *(\d+) *\| *`([a-z/]+)` *\| *([a-z/, ]*?) *\|)"),
                                        QRegularExpression::MultilineOption);
    static const QRegularExpression separator(QStringLiteral("[, ]+"));
    QHash<QString, Floor> table;
    const QString readme = read(QStringLiteral("src/README.md"));
    for (auto match = row.globalMatch(readme); match.hasNext();) {
        const auto found = match.next();
        const QStringList uses = found.captured(3).split(separator, Qt::SkipEmptyParts);
        table.insert(found.captured(2), {found.captured(1).toInt(), QSet<QString>(uses.begin(), uses.end())});
    }
    return table;
}

QList<QmlModule> readQmlModules()
{
    static const QRegularExpression row(QStringLiteral(R"(^\| *`([A-Z][a-z]+)` *\|([A-Za-z, ]*)\|)"), QRegularExpression::MultilineOption);
    static const QRegularExpression separator(QStringLiteral("[, ]+"));
    QList<QmlModule> modules;
    const QString readme = read(QStringLiteral("qml/README.md"));
    for (auto match = row.globalMatch(readme); match.hasNext();) {
        const auto found = match.next();
        modules.append({found.captured(1), found.captured(2).split(separator, Qt::SkipEmptyParts)});
    }
    return modules;
}

QString rowOf(const QString& folder, const QHash<QString, Floor>& table)
{
    QString row = folder;
    while (!row.isEmpty() && !table.contains(row))
        row = row.contains(u'/') ? row.section(u'/', 0, -2) : QString();
    return row;
}

std::optional<QSet<QString>> readUses(const QString& folder)
{
    static const QRegularExpression call(QStringLiteral(R"(weir_folder\(\s*([\w/]+)([^)]*)\))"));
    static const QRegularExpression comment(QStringLiteral(R"(#[^\n]*)"));
    static const QRegularExpression space(QStringLiteral(R"(\s+)"));
    const auto found = call.match(read(QStringLiteral("src/%1/CMakeLists.txt").arg(folder)).remove(comment));
    if (!found.hasMatch() || found.captured(1) != folder)
        return std::nullopt;
    QSet<QString> uses;
    bool inUses = false;
    for (const QString& word : found.captured(2).split(space, Qt::SkipEmptyParts)) {
        if (word == u"USES" || word == u"LIBRARIES")
            inUses = word == u"USES";
        else if (inUses)
            uses.insert(word);
    }
    return uses;
}

QSet<QString> threadsMade(const QList<SourceFile>& files)
{
    static const QRegularExpression named(QStringLiteral(R"re(\bWorkerThread\b[^;"]*"([^"]+)")re"));
    static const QRegularExpression member(QStringLiteral(R"(\b(?:WorkerThread|Asker) (m_\w+);)"));
    QSet<QString> made;
    for (const SourceFile& file : files) {
        if (file.isIn(QStringLiteral("src/base")) || file.isIn(QStringLiteral("src/bench")))
            continue;
        for (auto match = named.globalMatch(file.text); match.hasNext();)
            made.insert(match.next().captured(1));
        for (auto match = member.globalMatch(file.text); match.hasNext();) {
            // A member without a name at its declaration gets it in the constructor, in a file beside it.
            const QRegularExpression construction(QStringLiteral(R"re(\b%1[({]\s*"([^"]+)")re").arg(match.next().captured(1)));
            for (const SourceFile& other : files) {
                if (other.folder != file.folder)
                    continue;
                if (const auto found = construction.match(other.text); found.hasMatch())
                    made.insert(found.captured(1));
            }
        }
    }
    return made;
}

QSet<QString> threadsListed()
{
    // "| `weir-splat-N` | ..." in the list of threads; numbered ones end in N there and in "-" in the code.
    static const QRegularExpression row(QStringLiteral(R"(^\| *`([a-z-]+)N?` *\|)"), QRegularExpression::MultilineOption);
    QSet<QString> listed;
    const QString readme = floors::read(QStringLiteral("src/README.md"));
    const QString threads = readme.mid(readme.indexOf(QStringLiteral("## Threads"))).section(QStringLiteral("\n## "), 0, 0);
    for (auto match = row.globalMatch(threads); match.hasNext();)
        listed.insert(match.next().captured(1));
    return listed;
}

} // namespace floors
