#pragma once
#include "source/keyed_feed.h"
#include "source/number_text.h"
#include "source/reading_report.h"
#include <map>
#include <span>
#include <string>

namespace weir::source {

/// A graph that is read from a file once. Counts each node's edges, and sizes nodes by them where the file does not.
/// What a reader cannot take goes into its report. Lives on the source's thread.
class FileGraph final {
public:
    explicit FileGraph(KeyedFeed& feed) : m_feed(feed) {}

    [[nodiscard]] static graph::Schema schema(const std::string& title);

    /// Sends sizes and edge counts, and tells the report what was left out of attributes. Call once, after reading.
    void finish();

    /// Takes a node as the file says; a node named by an edge alone is one without anything.
    [[nodiscard]] std::expected<Slot, Error> setNode(std::string_view key, const KeyedFeed::NodeState& state,
                                                     bool sized);
    [[nodiscard]] std::expected<Slot, Error> nodeOf(std::string_view key);
    Slot addEdge(const KeyedFeed::EdgeState& edge);

    /// The number of a kind of edge, which the schema has from now on. 0 and a word in the report where its list is full.
    [[nodiscard]] graph::Category kindOf(const std::string& name, std::uint64_t line);

    /// What `text` says as the `what` ("weight", "size") of an element in `line`. Nothing where it says nothing, and, with
    /// a word in the report, where it is no number that a graph can hold.
    [[nodiscard]] std::optional<float> figure(std::string_view what, std::string_view text, std::uint64_t line,
                                              DecimalSign sign = DecimalSign::Point);

    /// The column of attributes of this name; where there is none yet it is appended, for values of `valueKind`. Nothing: there are as
    /// many as may be. What is left out of attributes is told by finish().
    [[nodiscard]] std::optional<graph::AttributeNumber> attribute(ElementKind kind, std::string_view name, graph::AttributeKind valueKind)
    {
        return m_feed.attribute(kind, name, valueKind);
    }
    /// As AttributeFeed has them: a value, or what a file has written for it. Of an element that is there.
    void setAttribute(ElementKind kind, Slot slot, graph::AttributeNumber column, const graph::AttributeValue& value)
    {
        m_feed.setAttribute(kind, slot, column, value);
    }
    void setWritten(ElementKind kind, Slot slot, graph::AttributeNumber column, std::string_view text,
                    DecimalSign sign = DecimalSign::Point)
    {
        m_feed.setWritten(kind, slot, column, text, sign);
    }

    [[nodiscard]] const KeyedFeed& feed() const { return m_feed; }
    [[nodiscard]] ReadingReport& report() { return m_report; }

private:
    void reportAttributes(ElementKind kind, std::string_view elements);

    KeyedFeed& m_feed;
    struct Counted {
        std::uint32_t edges = 0;
        bool sized = false;
    };
    std::vector<Counted> m_counted;   // by slot
    ReadingReport m_report;
};

} // namespace weir::source
