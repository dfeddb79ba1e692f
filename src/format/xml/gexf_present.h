#pragma once
#include "format/file_input.h"
#include "format/graph_sink.h"
#include "format/xml/xml_parser.h"
#include <optional>
#include <string>

namespace weir::format {

/// The present of a dynamic document of GEXF: the last moment that it names. Elements that had ended by then are not in its present. Reads
/// through the document once, of one that is not dynamic only up to its graph. Not thread-safe.
class GexfPresent final : private XmlHandler {
public:
    struct Moment {
        double at = 0;
        std::string written;
    };
    /// Reads `input` from its start and leaves it there. Nothing: nothing changes in the document, or it names no moment.
    [[nodiscard]] static std::optional<Moment> find(FileInput& input, const GraphSink& graph);

private:
    explicit GexfPresent(const GraphSink& graph) : m_graph(graph), m_xml(*this) {}

    void startElement(std::string_view name, const Attributes& attributes) override;
    void endElement(std::string_view) override {}
    void text(std::string_view) override {}
    void skippedEntity(std::string_view) override {}

    void take(std::string_view written);
    void takeList(std::string_view list);

    const GraphSink& m_graph;
    XmlParser m_xml;
    bool m_dynamic = false;
    std::optional<Moment> m_last;
};

} // namespace weir::format
