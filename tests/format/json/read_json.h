#pragma once
#include "format/json/json_reader.h"
#include "../read_graph.h"
#include <QtCore/QByteArray>
#include <sstream>

/// What a JSON reader makes of a text.
struct ReadJson {
    ReadGraph graph;
    QString nodes, edges, report, error;

    explicit ReadJson(const QByteArray& text, std::size_t stopAt = SIZE_MAX)
    {
        graph.stopAt = stopAt;
        std::istringstream stream(text.toStdString());
        weir::format::FileInput input(stream);
        if (const auto read = weir::format::JsonReader(input, graph).read(); !read)
            error = QString::fromStdString(read.error().text);
        nodes = graph.nodes();
        edges = graph.edges();
        report = graph.reportText();
    }
};
