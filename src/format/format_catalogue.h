#pragma once
#include "base/error.h"
#include "format/file_input.h"
#include "format/graph_sink.h"
#include "format/out/target.h"
#include "format/table/edge_table.h"
#include <cstdint>
#include <expected>
#include <span>
#include <string>
#include <string_view>

namespace weir::format {

/// Formats of files that hold a graph.
enum class FormatId : std::uint8_t { Table,
                                     GraphMl,
                                     Gexf,
                                     Gml,
                                     Dot,
                                     Pajek,
                                     Json,
                                     MatrixMarket,
                                     Dimacs,
                                     Sif,
                                     Dgs };

/// A format: what people call it, how its files are named, who reads it and who writes it. Help, the open dialog, the desktop entry and
/// converters follow from its row.
struct Format {
    FormatId id;
    std::string_view key;   ///< as programs are told it: --format graphml
    std::string_view name;   ///< for people: "GraphML"
    std::span<const std::string_view> endings;   ///< of files' names, without the point, the usual one first
    std::span<const std::string_view> mimeTypes;   ///< the usual one first
    /// Reads a file of it into a sink; `named`: columns that a person named, which tables alone have. nullptr: it is told and not read.
    std::expected<void, Error> (*read)(FileInput& input, GraphSink& sink, const NamedColumns& named) = nullptr;
    std::span<const Target> targets{};   ///< in which ways it is written, the usual one first; empty: it is not
};

/// All, in the order in which people are shown them.
[[nodiscard]] std::span<const Format> formats();
[[nodiscard]] const Format& formatOf(FormatId id);
/// nullptr: there is none of this key.
[[nodiscard]] const Format* formatOfKey(std::string_view key);
/// By the ending of a file's name, in any case; what gzip appends is passed over. nullptr: none has it.
[[nodiscard]] const Format* formatOfName(std::string_view fileName);
/// By what programs are told, --to tsv; nullptr: nothing is written so.
[[nodiscard]] const Target* targetOfKey(std::string_view key);
/// By the ending of a file's name, as formatOfName(). nullptr: nothing is written so.
[[nodiscard]] const Target* targetOfName(std::string_view fileName);
/// For --help, a line each: "  graphml   GraphML (.graphml)".
[[nodiscard]] std::string readHelp();
[[nodiscard]] std::string targetHelp();
/// The keys of those that are read: "table, graphml, … and dgs".
[[nodiscard]] std::string keysRead();
/// The names of those that are read: "Table (CSV, TSV and the like), GraphML, … and JSON".
[[nodiscard]] std::string formatsRead();

}   // namespace weir::format
