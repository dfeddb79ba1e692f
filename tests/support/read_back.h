#pragma once
#include "format/out/plain_graph.h"
#include "source/catalogue.h"
#include "source/store_sink.h"
#include <stdexcept>

/// The graph in a file, as the program reads it.
inline PlainGraph readBack(const std::string& path)
{
    auto source = weir::source::makeSource("file:" + path);
    if (!source)
        throw std::runtime_error(source.error().text);
    weir::source::StoreSink sink((*source)->schema(), {}, weir::graph::Stamps::AgesOfNodes);
    if (const auto read = (*source)->run(sink, {}); !read)
        throw std::runtime_error(read.error().text);
    return PlainGraph::of(sink.store());
}
