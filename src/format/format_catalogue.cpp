#include "format/format_catalogue.h"
#include "format/json/json_reader.h"
#include "format/number_text.h"
#include "format/out/writers/targets.h"
#include "format/table/edge_list_reader.h"
#include "format/words/dgs_reader.h"
#include "format/words/dimacs_reader.h"
#include "format/words/dot/dot_reader.h"
#include "format/words/gml_reader.h"
#include "format/words/matrix_market_reader.h"
#include "format/words/pajek_reader.h"
#include "format/words/sif_reader.h"
#include "format/xml/gexf_reader.h"
#include "format/xml/graphml_reader.h"
#include <algorithm>
#include <array>
#include <cassert>

namespace weir::format {

namespace {

template <typename Reader>
std::expected<void, Error> readBy(FileInput& input, GraphSink& sink, const NamedColumns&)
{
    return Reader(input, sink).read();
}

std::expected<void, Error> readTable(FileInput& input, GraphSink& sink, const NamedColumns& named)
{
    return EdgeListReader(input, sink, named).read();
}

template <std::size_t size>
using Words = std::array<std::string_view, size>;

constexpr Words<7> tableEndings{"csv", "tsv", "txt", "tab", "psv", "edges", "edgelist"};
constexpr Words<2> tableTypes{"text/csv", "text/tab-separated-values"};
constexpr Words<1> graphMlEndings{"graphml"}, graphMlTypes{"application/graphml+xml"};
constexpr Words<1> gexfEndings{"gexf"}, gexfTypes{"application/gexf+xml"};
constexpr Words<1> gmlEndings{"gml"}, gmlTypes{"text/x-gml"};
constexpr Words<2> dotEndings{"dot", "gv"};
constexpr Words<1> dotTypes{"text/vnd.graphviz"};
constexpr Words<2> pajekEndings{"net", "paj"};
constexpr Words<1> pajekTypes{"text/x-pajek"};
constexpr Words<4> jsonEndings{"json", "cyjs", "jgf", "cx2"};
constexpr Words<1> jsonTypes{"application/json"};
constexpr Words<1> matrixEndings{"mtx"}, matrixTypes{"text/x-matrix-market"};
constexpr Words<3> dimacsEndings{"dimacs", "col", "gr"};
constexpr Words<1> dimacsTypes{"text/x-dimacs"};
constexpr Words<1> sifEndings{"sif"}, sifTypes{"text/x-sif"};
constexpr Words<1> dgsEndings{"dgs"}, dgsTypes{"text/x-dgs"};

constexpr std::array rows{
    Format{FormatId::Table, "table", "Table (CSV, TSV and the like)", tableEndings, tableTypes, &readTable, targets::tables},
    Format{FormatId::GraphMl, "graphml", "GraphML", graphMlEndings, graphMlTypes, &readBy<GraphMlReader>, targets::graphMls},
    Format{FormatId::Gexf, "gexf", "GEXF", gexfEndings, gexfTypes, &readBy<GexfReader>, targets::gexfs},
    Format{FormatId::Gml, "gml", "GML", gmlEndings, gmlTypes, &readBy<GmlReader>, targets::gmls},
    Format{FormatId::Dot, "dot", "DOT (of Graphviz)", dotEndings, dotTypes, &readBy<DotReader>, targets::dots},
    Format{FormatId::Pajek, "pajek", "Pajek (NET)", pajekEndings, pajekTypes, &readBy<PajekReader>, targets::pajeks},
    Format{FormatId::Json, "json", "JSON", jsonEndings, jsonTypes, &readBy<JsonReader>, targets::jsons},
    Format{FormatId::MatrixMarket, "mtx", "Matrix Market", matrixEndings, matrixTypes, &readBy<MatrixMarketReader>},
    Format{FormatId::Dimacs, "dimacs", "DIMACS", dimacsEndings, dimacsTypes, &readBy<DimacsReader>},
    Format{FormatId::Sif, "sif", "SIF (of Cytoscape)", sifEndings, sifTypes, &readBy<SifReader>},
    Format{FormatId::Dgs, "dgs", "DGS (of GraphStream)", dgsEndings, dgsTypes, &readBy<DgsReader>},
};

/// Of a file's name, in lower case, without its point and without what gzip appends; "": it has none.
std::string endingOf(std::string_view fileName)
{
    std::string name = lowered(fileName);
    if (name.ends_with(".gz"))
        name.resize(name.size() - 3);
    const std::size_t point = name.rfind('.');
    return point == std::string::npos ? std::string{} : name.substr(point + 1);
}

template <typename Is>
const Target* targetWhere(Is&& is)
{
    for (const Format& format : rows) {
        for (const Target& target : format.targets) {
            if (is(target))
                return &target;
        }
    }
    return nullptr;
}

std::string listed(std::string_view Format::* name)
{
    std::string names;
    for (const Format& format : rows) {
        if (format.read != nullptr)
            names += (names.empty() ? "" : ", ") + std::string(format.*name);
    }
    if (const std::size_t last = names.rfind(", "); last != std::string::npos)
        names.replace(last, 2, " and ");
    return names;
}

std::string helpLine(std::string_view key, std::string_view name, std::span<const std::string_view> endings)
{
    constexpr std::size_t nameColumn = 14, endingColumn = 46;
    std::string line = "  " + std::string(key);
    line.resize(std::max(line.size() + 1, nameColumn), ' ');
    line += name;
    line.resize(std::max(line.size() + 1, endingColumn), ' ');
    for (const std::string_view& ending : endings)
        line += (&ending == endings.data() ? "." : ", .") + std::string(ending);
    return line + '\n';
}

} // namespace

std::span<const Format> formats() { return rows; }

const Format& formatOf(FormatId id)
{
    const auto row = std::ranges::find(rows, id, &Format::id);
    assert(row != rows.end());
    return *row;
}

const Format* formatOfKey(std::string_view key)
{
    const auto row = std::ranges::find(rows, key, &Format::key);
    return row == rows.end() ? nullptr : &*row;
}

const Format* formatOfName(std::string_view fileName)
{
    const std::string ending = endingOf(fileName);
    const auto row = std::ranges::find_if(
        rows, [&](const Format& format) { return std::ranges::find(format.endings, ending) != format.endings.end(); });
    return row == rows.end() ? nullptr : &*row;
}

const Target* targetOfKey(std::string_view key)
{
    return targetWhere([key](const Target& target) { return target.key == key; });
}

const Target* targetOfName(std::string_view fileName)
{
    const std::string ending = endingOf(fileName);
    return targetWhere([&](const Target& target) { return std::ranges::find(target.endings, ending) != target.endings.end(); });
}

std::string readHelp()
{
    std::string text;
    for (const Format& format : rows) {
        if (format.read != nullptr)
            text += helpLine(format.key, format.name, format.endings);
    }
    return text;
}

std::string targetHelp()
{
    std::string text;
    for (const Format& format : rows) {
        for (const Target& target : format.targets)
            text += helpLine(target.key, target.name, target.endings);
    }
    return text;
}

std::string keysRead() { return listed(&Format::key); }
std::string formatsRead() { return listed(&Format::name); }

} // namespace weir::format
