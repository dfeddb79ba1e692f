#pragma once
#include "base/error.h"
#include "graph/graph_store.h"
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace weir::graph {

/// What is looked for. A text is looked for in keys and labels, whatever its case. `NAME OP VALUE`, with < <= = >= or >, asks
/// for nodes by a value, where NAME is one of the declared columns, "degree", or an attribute: in that order, and in quotes an attribute
/// alone. Numbers and times (2026-11-30) are compared, texts and flags (true, false) only with =, texts whatever their case. What names
/// none of these is a text.
struct SearchQuery {
    enum class Comparison : std::uint8_t { Less,
                                           AtMost,
                                           Equal,
                                           AtLeast,
                                           Greater };
    struct Condition {
        std::size_t column = 0;        ///< of Schema::nodeValues; one more than the last: the degree
        Comparison comparison = Comparison::Equal;
        double number = 0;             ///< of a flag 0 or 1, of a time its microseconds
        std::optional<AttributeNumber> attribute{};   ///< in the column's place
    };
    struct Text {
        std::string folded;            ///< UTF-8, see foldCase()
    };
    struct AttributeText {
        AttributeNumber attribute = 0;
        std::string folded;
    };
    std::variant<Text, Condition, AttributeText> wanted;

    /// Of a live node, what the condition is about: its value in the column, its degree, or its attribute, if it has it.
    [[nodiscard]] static std::optional<double> valueOf(const GraphStore& store, Slot node, const Condition& condition);
    /// The attribute that is asked for.
    [[nodiscard]] std::optional<AttributeNumber> attribute() const;

    /// An error says what is missing of a condition.
    [[nodiscard]] static std::expected<SearchQuery, Error> parse(std::string_view text, const Schema& schema);
};

/// The letters of Latin, Greek and Cyrillic alphabets in lower case, all else as it is; UTF-8, of the same length.
[[nodiscard]] std::string foldCase(std::string_view text);

/// Looks through the nodes of a store a piece at a time, so that whoever owns the store can go on in between; nodes that come
/// or go meanwhile may or may not be found. Finds all and keeps the best. Not thread-safe, as the store.
class NodeSearch final {
public:
    explicit NodeSearch(SearchQuery query, std::size_t mostHits = 100) : m_query(std::move(query)), m_mostHits(mostHits) {}

    /// Looks at up to `slots` more; false: there are none left.
    bool advance(const GraphStore& store, std::uint32_t slots);

    struct Hit {
        enum class Match : std::uint8_t { Whole,
                                          Beginning,
                                          Word,
                                          Inside };   ///< of a text; the best first
        Slot node = noSlot;
        Match match = Match::Whole;
        double order = 0;              ///< among equal matches: length of the text, or how far the value is above all others
    };
    /// The best first.
    [[nodiscard]] std::vector<Hit> hits() const;
    [[nodiscard]] std::uint64_t found() const { return m_found; }   ///< all of them
    [[nodiscard]] const SearchQuery& query() const { return m_query; }

private:
    void keep(Hit hit);

    SearchQuery m_query;
    std::size_t m_mostHits;
    std::vector<Hit> m_hits;           // a heap, the worst on top
    std::uint64_t m_found = 0;
    Slot m_next = 0;
};

} // namespace weir::graph
