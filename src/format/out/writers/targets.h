#pragma once
#include "format/out/writers/dot_writer.h"
#include "format/out/writers/gexf_writer.h"
#include "format/out/writers/gml_writer.h"
#include "format/out/writers/graphml_writer.h"
#include "format/out/writers/json_writer.h"
#include "format/out/writers/pajek_writer.h"
#include "format/out/writers/table_writer.h"
#include <array>
#include <cassert>

namespace weir::format {

/// The ways in which each format is written, for its row of the catalogue.
namespace targets {

template <typename Writer>
std::unique_ptr<GraphWriter> writeBy(TextOutput& output, TextOutput*, const WritingPlan& plan)
{
    return std::make_unique<Writer>(output, plan);
}

template <JsonWriter::Dialect dialect>
std::unique_ptr<GraphWriter> writeJson(TextOutput& output, TextOutput*, const WritingPlan& plan)
{
    return std::make_unique<JsonWriter>(output, plan, dialect);
}

template <char separator>
std::unique_ptr<GraphWriter> writeTables(TextOutput& output, TextOutput* nodes, const WritingPlan& plan)
{
    assert(nodes != nullptr);
    return std::make_unique<TableWriter>(output, *nodes, plan, separator);
}

template <std::size_t size>
using Words = std::array<std::string_view, size>;

inline constexpr Words<1> csv{"csv"}, tsv{"tsv"}, graphMl{"graphml"}, gexf{"gexf"}, gml{"gml"}, json{"json"}, cytoscape{"cyjs"};
inline constexpr Words<2> dot{"dot", "gv"}, pajek{"net", "paj"};

// What a format cannot say stands here, and nowhere else.
using enum Loss;
inline constexpr LossSet ofTables{ColumnNames, EmptyColumns, Motion, BlankTexts, Returns, Characters, Transparency};
inline constexpr LossSet ofXml{ColumnNames, EmptyColumns, Motion, BlankTexts, Characters, Transparency};
inline constexpr LossSet ofGml{Keys, ColumnNames, EmptyColumns, Motion, TextColumns,
                               NoValues, BlankTexts, EndBlanks, Characters, Transparency};
inline constexpr LossSet ofDot{ColumnNames, EmptyColumns, Motion, TextColumns, NoValues, BlankTexts,
                               EndBlanks, Returns, Characters, Backslashes, Transparency};
inline constexpr LossSet ofPajek{Keys, ColumnNames, EmptyColumns, Motion, TextColumns, NoValues, BlankTexts,
                                 EndBlanks, LineEnds, Quotes, Characters, Places, Transparency};
inline constexpr LossSet ofJson{ColumnNames, EmptyColumns, Motion, TextColumns, Transparency};

inline constexpr std::array tables{
    Target{.key = "csv",
           .name = "CSV",
           .endings = csv,
           .losses = ofTables,
           .isPair = true,
           .isTaken = &TableWriter::isTaken,
           .make = &writeTables<','>},
    Target{.key = "tsv",
           .name = "TSV",
           .endings = tsv,
           .losses = ofTables,
           .isPair = true,
           .isTaken = &TableWriter::isTaken,
           .make = &writeTables<'\t'>},
};
inline constexpr std::array graphMls{
    Target{.key = "graphml",
           .name = "GraphML",
           .endings = graphMl,
           .losses = ofXml,
           .isXml = true,
           .isTaken = &GraphMlWriter::isTaken,
           .make = &writeBy<GraphMlWriter>},
};
inline constexpr std::array gexfs{
    Target{.key = "gexf",
           .name = "GEXF",
           .endings = gexf,
           .losses = ofXml,
           .isXml = true,
           .isTaken = &GexfWriter::isTaken,
           .make = &writeBy<GexfWriter>},
};
inline constexpr std::array gmls{
    Target{.key = "gml",
           .name = "GML",
           .endings = gml,
           .losses = ofGml,
           .keys = GraphSurvey::Keys::Whole,
           .isTaken = &GmlWriter::isTaken,
           .fittedName = &GmlWriter::fittedName,
           .kindOfTexts = &GmlWriter::kindOfTexts,
           .make = &writeBy<GmlWriter>},
};
inline constexpr std::array dots{
    Target{.key = "dot",
           .name = "DOT",
           .endings = dot,
           .losses = ofDot,
           .isTaken = &DotWriter::isTaken,
           .fittedName = &DotWriter::fittedName,
           .kindOfTexts = &DotWriter::kindOfTexts,
           .make = &writeBy<DotWriter>},
};
inline constexpr std::array pajeks{
    Target{.key = "pajek",
           .name = "Pajek",
           .endings = pajek,
           .losses = ofPajek,
           .keys = GraphSurvey::Keys::FromOne,
           .order = GraphSurvey::Order::DirectedFirst,
           .isTaken = &PajekWriter::isTaken,
           .fittedName = &PajekWriter::fittedName,
           .kindOfTexts = &PajekWriter::kindOfTexts,
           .make = &writeBy<PajekWriter>},
};
inline constexpr std::array jsons{
    Target{.key = "json",
           .name = "JSON",
           .endings = json,
           .losses = ofJson,
           .isTaken = &JsonWriter::isTaken,
           .kindOfTexts = &JsonWriter::kindOfTexts,
           .make = &writeJson<JsonWriter::Dialect::NodeLink>},
    Target{.key = "cytoscape",
           .name = "JSON (of Cytoscape)",
           .endings = cytoscape,
           .losses = ofJson,
           .isTaken = &JsonWriter::isTaken,
           .kindOfTexts = &JsonWriter::kindOfTexts,
           .make = &writeJson<JsonWriter::Dialect::Cytoscape>},
};

} // namespace targets

} // namespace weir::format
