#include "format/out/graph_export.h"
#include "format/out/graph_writer.h"
#include "format/out/output_file.h"
#include <algorithm>
#include <optional>

namespace weir::format {

namespace {

constexpr std::uint64_t stepsAtOnce = 4096;

Error givenUp() { return Error{"it was given up; nothing was written"}; }

/// Counts steps and asks whether to go on.
class Pace final {
public:
    Pace(const ExportRun& run, std::uint64_t stepsInAll) : m_run(run), m_all(std::max<std::uint64_t>(stepsInAll, 1)) {}

    /// False: it is given up.
    [[nodiscard]] bool step() { return ++m_done % stepsAtOnce != 0 || goOn(m_done); }
    [[nodiscard]] bool goOn(std::uint64_t done)
    {
        m_done = done;
        if (m_run.progress)
            m_run.progress(std::min(1.0, static_cast<double>(done) / static_cast<double>(m_all)));
        return !m_run.stop.stop_requested();
    }

private:
    const ExportRun& m_run;
    std::uint64_t m_all, m_done = 0;
};

} // namespace

std::string nodesPathOf(const std::string& path)
{
    const std::string packed = path.ends_with(".gz") ? ".gz" : "";
    const std::string name = path.substr(0, path.size() - packed.size());
    const std::size_t point = name.rfind('.'), folder = name.rfind('/');
    const bool hasEnding = point != std::string::npos && (folder == std::string::npos || point > folder + 1);
    return name.substr(0, hasEnding ? point : name.size()) + ".nodes" + (hasEnding ? name.substr(point) : "") + packed;
}

std::expected<Exported, Error> exportGraph(GraphCursor& cursor, const Target& target, TextOutput& output, TextOutput* nodes,
                                           const ExportRun& run)
{
    // A survey, the nodes, and all edges once or twice.
    const std::uint64_t nodeSteps = cursor.extent(ElementKind::Node), edgeSteps = cursor.extent(ElementKind::Edge);
    Pace pace(run, 2 * (nodeSteps + edgeSteps));
    const GraphSurvey survey(cursor, target.keys, target.order, [&pace](std::uint64_t steps) { return pace.goOn(steps); });
    if (run.stop.stop_requested())
        return std::unexpected(givenUp());
    const WritingPlan plan(cursor, survey, target);
    const std::unique_ptr<GraphWriter> writer = target.make(output, nodes, plan);
    std::vector<graph::AttributeValue> values;
    const auto valuesOf = [&](ElementKind kind, Slot slot) -> GraphWriter::Values {
        values.clear();
        for (const WrittenColumn& column : plan.columns(kind))
            values.push_back(cursor.value(kind, slot, column.column));
        return values;
    };
    const auto failed = [&] { return output.failed() || (nodes != nullptr && nodes->failed()); };
    writer->begin();
    cursor.begin();
    for (NodeRow node; !failed() && cursor.next(node);) {
        writer->node(node, valuesOf(ElementKind::Node, node.slot));
        if (!pace.step())
            return std::unexpected(givenUp());
    }
    for (int pass = 0; pass < writer->edgePasses(); ++pass) {
        writer->beginEdges(pass);
        cursor.begin();
        for (EdgeRow edge; !failed() && cursor.next(edge);) {
            writer->edge(edge, valuesOf(ElementKind::Edge, edge.slot));
            if (!pace.step())
                return std::unexpected(givenUp());
        }
    }
    writer->end();
    return Exported{survey.nodes, survey.edges, plan.losses(), {}};
}

std::expected<Exported, Error> surveyExport(GraphCursor& cursor, const Target& target, const ExportRun& run)
{
    Pace pace(run, cursor.extent(ElementKind::Node) + cursor.extent(ElementKind::Edge));
    const GraphSurvey survey(cursor, target.keys, target.order, [&pace](std::uint64_t steps) { return pace.goOn(steps); });
    if (run.stop.stop_requested())
        return std::unexpected(givenUp());
    return Exported{survey.nodes, survey.edges, WritingPlan(cursor, survey, target).losses(), {}};
}

std::expected<Exported, Error> exportGraph(GraphCursor& cursor, const Target& target, const std::string& path, const ExportRun& run)
{
    if (target.isPair && path == "-")
        return std::unexpected(Error{std::string(target.name) + " takes two files, of edges and of nodes; standard output is one"});
    auto file = OutputFile::open(path);
    if (!file)
        return std::unexpected(file.error());
    std::optional<OutputFile> nodes;
    if (target.isPair) {
        auto beside = OutputFile::open(nodesPathOf(path));
        if (!beside)
            return std::unexpected(beside.error());
        nodes = std::move(*beside);
    }
    auto exported = exportGraph(cursor, target, file->text(), nodes ? &nodes->text() : nullptr, run);
    if (!exported)
        return exported;
    if (nodes) {
        exported->nodesPath = nodesPathOf(path);
        if (const auto done = nodes->commit(); !done)
            return std::unexpected(done.error());
    }
    if (const auto done = file->commit(); !done)
        return std::unexpected(done.error());
    return exported;
}

} // namespace weir::format
