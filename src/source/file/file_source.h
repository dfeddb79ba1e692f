#pragma once
#include "format/file_format.h"
#include "format/table/edge_table.h"
#include "source/catalogue.h"
#include "source/file/file_graph.h"
#include "source/keyed_feed.h"

namespace weir::source {

/// `file`: a graph from a file of any format, read once; then nothing changes. What the file is is told by what is in it, and another
/// format is named in the error. What stood before a fault stays; what was left out is reported in a sentence at the end.
/// One that is watched is read again whenever it changed on disk, and only what differs is sent. It is looked at four times a second, so
/// that it may be on any file system, and be written anew or replaced; it is read once it stood still for a look. While it is half
/// written, or gone, what it held before stays, and that is said. It is in memory whole while it is read.
class FileSource final : public Source {
public:
    /// What is said behind the path.
    struct Options {
        format::NamedColumns columns;
        std::string nodes;    ///< path of a table of nodes beside that of edges; "": there is none
        bool watch = false;   ///< it is read again when it changes
        const format::Format* format = nullptr;   ///< in which it is read, whatever is in it; nullptr: that tells
    };

    static const SourceKind kind;

    explicit FileSource(std::string path) : FileSource(std::move(path), Options()) {}
    FileSource(std::string path, Options options);

    [[nodiscard]] const graph::Schema& schema() const override { return m_schema; }
    [[nodiscard]] std::expected<void, Error> run(ChangeSink& sink, std::stop_token stop) override;

private:
    [[nodiscard]] std::expected<void, Error> readOnce(ChangeSink& sink, const std::stop_token& stop);
    class Words;
    enum class Round : std::uint8_t { First,
                                      Later };
    [[nodiscard]] std::expected<void, Error> watch(ChangeSink& sink, const std::stop_token& stop);
    /// Error: nothing can be read, the first time.
    [[nodiscard]] std::expected<void, Error> readAgain(KeyedFeed& feed, ChangeSink& sink, Words& words, Round round,
                                                       const std::stop_token& stop);
    [[nodiscard]] std::string shownPath() const;

    std::string m_path;
    Options m_options;
    graph::Schema m_schema;
};

} // namespace weir::source
