#pragma once
#include "format/file_input.h"
#include "read_graph.h"
#include <QtCore/QByteArray>
#include <sstream>

/// What a reader makes of a text, in the words of ReadGraph.
template <typename Reader>
struct WordsText {
    QString nodes, edges, nodeColumns, edgeColumns, report, error;

    explicit WordsText(const QByteArray& text, std::size_t stopAt = SIZE_MAX)
    {
        std::istringstream stream(text.toStdString());
        weir::format::FileInput input(stream);
        ReadGraph graph;
        graph.stopAt = stopAt;
        if (const auto read = Reader(input, graph).read(); !read)
            error = QString::fromStdString(read.error().text);
        nodes = graph.nodes();
        edges = graph.edges();
        nodeColumns = graph.columns(weir::ElementKind::Node);
        edgeColumns = graph.columns(weir::ElementKind::Edge);
        report = graph.reportText();
    }
};
