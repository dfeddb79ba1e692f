#include "bench/rig/graph_file.h"
#include <QtCore/QFile>
#include <array>
#include <algorithm>

namespace weir::bench {

namespace {

/// How one format writes a graph. In the text of a node $1 is its number, in that of an edge $1 and $2 the numbers of its ends, $3 its
/// weight, $4 its own number.
struct Shape {
    std::string_view name, head, node, between, edge, end;
    std::string_view separator{};   // from one node or edge to the next
};

constexpr std::array shapes{
    Shape{"graphml",
          "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"
          "<key id=\"label\" for=\"node\" attr.name=\"label\" attr.type=\"string\"/>\n"
          "<key id=\"w\" for=\"edge\" attr.name=\"weight\" attr.type=\"double\"/>\n<graph edgedefault=\"directed\">\n",
          "<node id=\"n$1\"><data key=\"label\">Node $1</data></node>\n", "",
          "<edge source=\"n$1\" target=\"n$2\"><data key=\"w\">$3</data></edge>\n", "</graph>\n</graphml>\n"},
    Shape{"gexf",
          "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n"
          "<graph defaultedgetype=\"directed\">\n<nodes>\n",
          "<node id=\"n$1\" label=\"Node $1\"/>\n", "</nodes>\n<edges>\n",
          "<edge id=\"$4\" source=\"n$1\" target=\"n$2\" weight=\"$3\"/>\n", "</edges>\n</graph>\n</gexf>\n"},
    Shape{"csv", "Source,Target,Weight\n", "", "", "n$1,n$2,$3\n", ""},
    Shape{"json", "{\"directed\": true, \"multigraph\": false, \"graph\": {}, \"nodes\": [\n",
          "{\"label\": \"Node $1\", \"id\": \"n$1\"}", "\n], \"edges\": [\n",
          "{\"weight\": $3, \"source\": \"n$1\", \"target\": \"n$2\"}", "\n]}\n", ",\n"},
    Shape{"events", "", "{\"an\":{\"n$1\":{\"label\":\"Node $1\"}}}\n", "",
          "{\"ae\":{\"e$4\":{\"source\":\"n$1\",\"target\":\"n$2\",\"weight\":$3}}}\n", ""},
    Shape{"dot", "digraph made {\n", "  n$1 [label=\"Node $1\"];\n", "", "  n$1 -> n$2 [weight=$3];\n", "}\n"},
};

void append(std::string& to, std::string_view text, const std::array<std::string, 4>& words)
{
    for (std::size_t at = text.find('$'); at != std::string_view::npos; at = text.find('$')) {
        to.append(text.substr(0, at)).append(words[static_cast<std::size_t>(text[at + 1] - '1')]);
        text.remove_prefix(at + 2);
    }
    to.append(text);
}

/// Numbers that look drawn, the same every time (splitmix64).
std::uint64_t drawn(std::uint64_t& state)
{
    std::uint64_t z = state += 0x9e3779b97f4a7c15ULL;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ z >> 27) * 0x94d049bb133111ebULL;
    return z ^ z >> 31;
}

} // namespace

QStringList graphFileFormats()
{
    QStringList names;
    for (const Shape& shape : shapes)
        names << QLatin1String(shape.name.data(), static_cast<qsizetype>(shape.name.size()));
    return names;
}

bool writeGraphFile(const QString& path, const QString& format, std::uint64_t nodes, std::uint64_t edges)
{
    const auto shape = std::ranges::find(shapes, format.toStdString(), &Shape::name);
    QFile file(path);
    if (shape == shapes.end() || !file.open(QIODevice::WriteOnly))
        return false;
    constexpr std::size_t pieceBytes = 1U << 20;
    std::string piece(shape->head);
    bool written = true;
    const auto write = [&] {
        written = written && file.write(piece.data(), static_cast<qint64>(piece.size())) == static_cast<qint64>(piece.size());
        piece.clear();
    };
    for (std::uint64_t node = 0; node < nodes; ++node) {
        piece += node > 0 ? shape->separator : std::string_view{};
        append(piece, shape->node, {std::to_string(node)});
        if (piece.size() > pieceBytes)
            write();
    }
    piece += shape->between;
    std::uint64_t state = 1;
    for (std::uint64_t edge = 0; edge < edges; ++edge) {
        const std::uint64_t source = drawn(state) % nodes, target = drawn(state) % nodes, quarters = drawn(state) % 40 + 1;
        const std::string weight = std::to_string(quarters / 4) + std::array{"", ".25", ".5", ".75"}[quarters % 4];
        piece += edge > 0 ? shape->separator : std::string_view{};
        append(piece, shape->edge, {std::to_string(source), std::to_string(target), weight, std::to_string(edge)});
        if (piece.size() > pieceBytes)
            write();
    }
    piece += shape->end;
    write();
    return written && file.flush();
}

} // namespace weir::bench
