#include "ui/save/graph_export.h"
#include "format/format_catalogue.h"
#include "ui/save/file_place.h"
#include "ui/words/figures.h"
#include <algorithm>
#include <QtCore/QFileInfo>
#include <utility>
#include <vector>

namespace weir::ui {

using pipeline::ExportAnswer;
using pipeline::ExportCounts;
using pipeline::ExportPart;

namespace {

constexpr int countEveryMs = 1000;
constexpr std::chrono::milliseconds mostLooked{1500};   // that a look ahead may hold up the picture
constexpr const char* usualFormat = "graphml";
const QString packedEnding = QStringLiteral(".gz");

const FilePlace documents(QStandardPaths::DocumentsLocation);

/// By their numbers.
const std::vector<const format::Target*>& targets()
{
    static const auto all = [] {
        std::vector<const format::Target*> found;
        for (const format::Format& format : format::formats()) {
            for (const format::Target& target : format.targets)
                found.push_back(&target);
        }
        return found;
    }();
    return all;
}

const format::Target& targetOf(int format) { return *targets().at(static_cast<std::size_t>(format)); }

QString said(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

QString endingOf(const format::Target& target) { return QLatin1Char('.') + said(target.endings.front()); }

QString countsText(const ExportCounts::Count& count)
{
    return GraphExport::tr("%1, %2").arg(nodesText(count.nodes), edgesText(count.edges));
}

/// As a name of a file: without what a shell or another system would stumble over.
QString asFileName(const QString& title)
{
    QString name;
    for (const QChar c : title.simplified())
        name += c.isLetterOrNumber() || c == u' ' || c == u'-' || c == u'_' || c == u'.' ? c : QChar(u'-');
    constexpr qsizetype most = 60;
    name = name.left(most).trimmed();
    while (name.startsWith(u'.') || name.startsWith(u'-'))
        name.remove(0, 1);
    return name.isEmpty() ? GraphExport::tr("graph") : name;
}

} // namespace

GraphExport::GraphExport(QObject* parent) : QObject(parent)
{
    m_countTimer.setInterval(countEveryMs);
    connect(&m_countTimer, &QTimer::timeout, this, &GraphExport::count);
}

QVariantList GraphExport::formats()
{
    QVariantList list;
    for (const format::Target* const target : targets()) {
        list.append(QVariantMap{{QStringLiteral("value"), static_cast<int>(list.size())},
                                {QStringLiteral("key"), said(target->key)},
                                {QStringLiteral("ending"), said(target->endings.front())},
                                {QStringLiteral("text"), tr("%1 (%2)").arg(said(target->name), endingOf(*target))}});
    }
    return list;
}

QVariantList GraphExport::parts() const
{
    const auto part = [](Part value, const QString& text, const ExportCounts::Count& count, const QString& obstacle) {
        return QVariantMap{{QStringLiteral("value"), value},
                           {QStringLiteral("text"), text},
                           {QStringLiteral("figure"), obstacle.isEmpty() ? countsText(count) : obstacle},
                           {QStringLiteral("possible"), obstacle.isEmpty()}};
    };
    if (!m_counted) {
        const QString counting = tr("Being counted");
        auto everything = part(Everything, tr("Everything"), {}, counting);
        everything[QStringLiteral("possible")] = true;
        auto selected = part(Selection, tr("The selection"), {}, selection().elements ? counting : tr("Nothing is selected"));
        selected[QStringLiteral("possible")] = selection().elements != nullptr;
        return {everything, part(Shown, tr("What the filters show"), {}, counting), selected};
    }
    const bool nothing = m_counts.everything.nodes == 0;
    return {part(Everything, tr("Everything"), m_counts.everything, nothing ? tr("There is no graph yet") : QString()),
            part(Shown, tr("What the filters show"), m_counts.shown,
                 nothing                                     ? tr("There is no graph yet")
                     : m_counts.shown == m_counts.everything ? tr("No filter leaves anything out")
                     : m_counts.shown.nodes == 0             ? tr("No node passes the filters")
                                                             : QString()),
            part(Selection, tr("The selection"), m_counts.selection,
                 m_counts.selection.nodes == 0 ? tr("Nothing is selected") : QString())};
}

void GraphExport::opened()
{
    setAhead({}, false);
    m_counting = false;
    m_counted = false;   // what was counted may be of another graph
    Q_EMIT partsChanged();
    m_countTimer.start();
    count();
}

void GraphExport::closed()
{
    m_countTimer.stop();
    if (std::exchange(m_looking, 0) != 0)
        Q_EMIT cancelWanted();
}

/// One question at a time: of a large graph on a busy machine the answer may take longer than until the next would be due.
void GraphExport::count()
{
    if (std::exchange(m_counting, true))
        return;
    Q_EMIT countsWanted(++m_question, selection());
}

void GraphExport::setCounts(const ExportCounts& counts)
{
    if (counts.question != m_question)
        return;
    m_counting = false;
    m_counted = true;
    m_counts = counts;
    Q_EMIT partsChanged();
}

pipeline::ExportSelection GraphExport::selection() const
{
    if (!m_view || !m_view->scene() || m_view->selection().isNothing())
        return {};
    if (const auto& set = m_view->selection().set())
        return {m_view->scene()->epochVersion, set};
    const Element& element = m_view->selection().element();
    scene::ElementSet one;
    (element.isNode() ? one.nodes : one.edges).push_back(element.slot);
    return {m_view->scene()->epochVersion, std::make_shared<const scene::ElementSet>(std::move(one))};
}

pipeline::ExportOrder GraphExport::order(int part, int format)
{
    m_part = static_cast<ExportPart>(part);
    m_format = format;
    pipeline::ExportOrder order;
    order.number = ++m_orders;
    order.part = m_part;
    if (m_part == ExportPart::Selection)
        order.selection = selection();
    order.target = &targetOf(format);
    return order;
}

void GraphExport::lookAhead(int part, int format)
{
    if (running())
        return;
    pipeline::ExportOrder wanted = order(part, format);
    wanted.mostHeld = mostLooked;
    m_looking = wanted.number;
    setAhead(tr("Looking at what %1 can say of it.").arg(said(wanted.target->name)), false);
    Q_EMIT orderWanted(wanted);
}

void GraphExport::write(int part, int format, const QString& path, bool placesAsShown)
{
    if (running())
        return;
    tell({}, {});
    pipeline::ExportOrder wanted = order(part, format);
    QString file = documents.absolute(path);
    if (formatOfPath(file) < 0)
        file = withEnding(file, format, isPacked(file));
    wanted.path = QFile::encodeName(file).toStdString();
    wanted.placesAsShown = placesAsShown;
    m_looking = 0;
    m_writing = wanted.number;
    m_progress = 0;
    m_waits = false;
    Q_EMIT runChanged();
    Q_EMIT orderWanted(wanted);
}

void GraphExport::setProgress(const pipeline::ExportProgress& progress)
{
    if (progress.number == m_looking && m_looking != 0 && !progress.share)
        setAhead(tr("Part of the graph is still on its way."), false);
    if (progress.number != m_writing || m_writing == 0)
        return;
    m_waits = !progress.share;
    m_progress = progress.share.value_or(0);
    Q_EMIT runChanged();
}

QString GraphExport::doing() const
{
    return m_waits ? tr("The graph is exported as soon as all of it is here.")
                   : tr("Exporting the graph, %1 %").arg(static_cast<int>(100 * m_progress));
}

void GraphExport::setAnswer(const ExportAnswer& answer)
{
    const QString name = said(targetOf(m_format).name);
    const QString losses = QString::fromStdString(answer.losses);
    if (answer.number == m_looking && m_looking != 0) {
        m_looking = 0;
        if (answer.outcome == ExportAnswer::Outcome::Done)
            setAhead(losses.isEmpty() ? tr("%1 can say all of it.").arg(name) : losses + QLatin1Char('.'), !losses.isEmpty());
        else if (answer.outcome == ExportAnswer::Outcome::TooLong)
            setAhead(tr("The graph is too large to say beforehand what %1 cannot say of it; that is told once it is written.").arg(name),
                     false);
        else
            setAhead({}, false);
        return;
    }
    if (answer.number != m_writing || m_writing == 0)
        return;
    m_writing = 0;
    Q_EMIT runChanged();
    switch (answer.outcome) {
    case ExportAnswer::Outcome::GivenUp:
    case ExportAnswer::Outcome::TooLong:
        Q_EMIT cancelled();
        return;
    case ExportAnswer::Outcome::GraphReplaced:
        return tell(tr("Another graph came before the selection was written; there is no file."), {});
    case ExportAnswer::Outcome::Failed:
        return tell(tr("The graph was not exported. %1.").arg(QString::fromStdString(answer.problem)), {});
    case ExportAnswer::Outcome::Done:
        break;
    }
    QStringList sentences{tr("Exported %1 and %2 as %3.")
                              .arg(nodesText(answer.nodes), edgesText(answer.edges), QFile::decodeName(answer.path.c_str()))};
    if (!answer.nodesPath.empty())
        sentences += tr("The nodes are in %1.").arg(QFileInfo(QFile::decodeName(answer.nodesPath.c_str())).fileName());
    const ExportCounts::Count left{answer.allNodes - answer.nodes, answer.allEdges - answer.edges};
    if (m_part == ExportPart::Shown)
        sentences += tr("The filters left out %1 and %2.").arg(nodesText(left.nodes), edgesText(left.edges));
    if (m_part == ExportPart::Selection)
        sentences += tr("Not selected were %1 and %2.").arg(nodesText(left.nodes), edgesText(left.edges));
    if (answer.gone != 0)
        sentences += countedText(tr("%1 element(s) of the selection were gone.", nullptr, pluralOf(answer.gone)), answer.gone);
    if (!losses.isEmpty())
        sentences += losses + QLatin1Char('.');
    const QString words = sentences.join(QLatin1Char(' '));
    if (losses.isEmpty() && answer.gone == 0)
        Q_EMIT written(words);
    else
        tell({}, words);
}

void GraphExport::cancel()
{
    if (running())
        Q_EMIT cancelWanted();
}

void GraphExport::dismiss() { tell({}, {}); }

void GraphExport::setAhead(const QString& words, bool losing)
{
    m_ahead = words;
    m_losing = losing;
    Q_EMIT aheadChanged();
}

void GraphExport::tell(const QString& problem, const QString& notice)
{
    if (problem == m_problem && notice == m_notice)
        return;
    m_problem = problem;
    m_notice = notice;
    Q_EMIT toldChanged();
}

int GraphExport::formatOfKey(const QString& key)
{
    const auto numberOf = [](const format::Target* target) {
        const auto at = std::ranges::find(targets(), target);
        return at != targets().end() ? static_cast<int>(at - targets().begin()) : 0;
    };
    const format::Target* const target = format::targetOfKey(key.toStdString());
    return numberOf(target != nullptr ? target : format::targetOfKey(usualFormat));
}

int GraphExport::formatOfPath(const QString& path)
{
    const auto at = std::ranges::find(targets(), format::targetOfName(QFileInfo(path).fileName().toStdString()));
    return at != targets().end() ? static_cast<int>(at - targets().begin()) : -1;
}

bool GraphExport::isPacked(const QString& path) { return path.endsWith(packedEnding, Qt::CaseInsensitive); }

QString GraphExport::withEnding(const QString& path, int format, bool packed)
{
    QString name = isPacked(path) ? path.chopped(packedEnding.size()) : path;
    if (formatOfPath(name) >= 0)
        name.truncate(name.lastIndexOf(QLatin1Char('.')));
    return name + endingOf(targetOf(format)) + (packed ? packedEnding : QString());
}

QString GraphExport::suggestedPath(const QString& folder, int format) const
{
    const QDir place = documents.suggested(folder);
    const QString name = place.filePath(asFileName(m_title));
    for (int number = 1;; ++number) {
        const QString path = withEnding(number == 1 ? name : name + QStringLiteral("-%1").arg(number), format, false);
        if (replacedBy(path, format).isEmpty())
            return path;
    }
}

QString GraphExport::folderOf(const QString& path) { return documents.folderOf(path); }

QString GraphExport::folderThere(const QString& path) { return documents.folderThere(path); }

QString GraphExport::replacedBy(const QString& path, int format)
{
    const QString nodes = nodesFileOf(path, format);
    const bool edgesThere = documents.exists(path), nodesThere = !nodes.isEmpty() && documents.exists(nodes);
    return edgesThere && nodesThere ? tr("The two files that have these names are replaced.")
        : edgesThere                ? tr("The file that has this name is replaced.")
        : nodesThere                ? tr("The file %1 is replaced.").arg(QFileInfo(nodes).fileName())
                                    : QString();
}

QString GraphExport::nodesFileOf(const QString& path, int format)
{
    return targetOf(format).isPair ? QString::fromStdString(format::nodesPathOf(path.toStdString())) : QString();
}

} // namespace weir::ui
