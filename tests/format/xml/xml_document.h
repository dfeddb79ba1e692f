#pragma once
#include "format/file_input.h"
#include "read_graph.h"
#include <QtCore/QByteArray>
#include <sstream>

/// What a reader makes of a document, in the words of ReadGraph.
struct XmlDocument {
    QString nodes, edges;
    QString nodeColumns, edgeColumns;
    QString report;
    QString error;   ///< "LINE: cause"

    template <typename Reader>
    [[nodiscard]] static XmlDocument readBy(const QByteArray& text)
    {
        std::istringstream stream(text.toStdString());
        weir::format::FileInput input(stream);
        ReadGraph graph;
        const auto read = Reader(input, graph).read();
        using weir::ElementKind;
        return {graph.nodes(), graph.edges(), graph.columns(ElementKind::Node), graph.columns(ElementKind::Edge), graph.reportText(),
                read ? QString() : QString::fromStdString(read.error().text)};
    }
};
