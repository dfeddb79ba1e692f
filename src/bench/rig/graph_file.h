#pragma once
#include <QtCore/QString>
#include <QtCore/QStringList>
#include <cstdint>

namespace weir::bench {

/// Formats that a graph to be read can be made in: graphml, gexf, csv, json, events, dot.
[[nodiscard]] QStringList graphFileFormats();

/// Writes a graph of made-up nodes with labels and edges with weights between any two of them, the same every time, as the programs write
/// it that are known for the format, an element a line. False: the disk is full, or the like.
[[nodiscard]] bool writeGraphFile(const QString& path, const QString& format, std::uint64_t nodes, std::uint64_t edges);

} // namespace weir::bench
