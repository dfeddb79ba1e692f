#pragma once
#include "format/number_text.h"
#include "format/reading_report.h"
#include "graph/attributes/attribute.h"
#include "graph/changes/change_set.h"
#include "graph/schema.h"
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tsl/robin_map.h>
#include <vector>

namespace weir::source {

/// What the dictionaries of a source's graph have in all, of both kinds of element.
struct DictionaryBytes {
    std::uint64_t texts = 0;
};

/// The attributes of one kind of element on their way into change sets: gives columns and texts their numbers and keeps their limits. A
/// value that is not of its column's kind goes to a column of texts, "NAME (text)". What finds no place is left out and counted. It
/// remembers no element's values: setting what is so already is no change. Lives on its source's thread.
class AttributeFeed final {
public:
    using Number = graph::AttributeNumber;

    /// `bytes` is shared by both kinds of element and outlives this.
    AttributeFeed(ElementKind kind, const std::vector<graph::AttributeColumn>& declared, DictionaryBytes& bytes);

    /// The column of this name, which is appended where there is none yet, as what holds values of `kind`. Nothing: there are as many
    /// columns as may be, or it has no name; its values are counted as left out then. Names are cleaned, and cut to what they may be at
    /// most.
    [[nodiscard]] std::optional<Number> column(graph::ChangeSet& set, std::string_view name, graph::AttributeKind kind);
    /// Nothing: there is no column of this name.
    [[nodiscard]] std::optional<Number> find(std::string_view name) const
    {
        const auto found = m_byName.find(name);
        return found == m_byName.end() ? std::nullopt : std::optional(found->second);
    }
    [[nodiscard]] graph::AttributeKind kindOf(Number column) const { return m_columns[column].kind; }
    [[nodiscard]] const std::string& nameOf(Number column) const { return m_columns[column].name; }
    [[nodiscard]] std::size_t columns() const { return m_columns.size(); }

    /// What a file has written for a value of the column, as setWritten() takes it; a text is a view of `text`. std::monostate: none.
    [[nodiscard]] graph::AttributeValue read(Number column, std::string_view text, format::DecimalSign sign = format::DecimalSign::Point);
    /// Sets, or with std::monostate takes away. A text is cleaned; one that is longer than an element's attributes may be is left out.
    void set(graph::ChangeSet& set, Slot slot, Number column, const graph::AttributeValue& value);
    /// What a file has written for the value: a number, true or false (yes and no, 1 and 0), a time, or a text, as the column's kind wants
    /// it; blanks and words for "no value" are none, but in a column of texts only blanks are.
    void setWritten(graph::ChangeSet& set, Slot slot, Number column, std::string_view text,
                    format::DecimalSign sign = format::DecimalSign::Point);

    struct LeftOut {
        std::uint64_t columns = 0;     ///< values of columns beyond the limit
        std::uint64_t noNumbers = 0;   ///< NaN, infinite
        std::uint64_t tooLong = 0;     ///< texts
        std::uint64_t misfits = 0;     ///< values that went to a column of texts instead
    };
    /// Notes in `report` what was left out since `before`, of `elements` ("nodes").
    void tellLeftOut(std::string_view elements, format::ReadingReport& report, const LeftOut& before) const;
    [[nodiscard]] const LeftOut& leftOut() const { return m_leftOut; }

private:
    struct Hash {
        using is_transparent = void;
        [[nodiscard]] std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    struct Equal {
        using is_transparent = void;
        [[nodiscard]] bool operator()(std::string_view a, std::string_view b) const { return a == b; }
    };
    struct Column {
        std::string name;
        graph::AttributeKind kind;
        std::optional<Number> texts{};   // where its misfits go
        tsl::robin_map<std::string, std::uint32_t, Hash, Equal> numbers{};   // of texts
        bool full = false;               // no further text finds a place in the dictionary
    };

    void setText(graph::ChangeSet& set, Slot slot, Number column, std::string_view text);
    void setMisfit(graph::ChangeSet& set, Slot slot, Number column, std::string_view text);
    void clearMisfit(graph::ChangeSet& set, Slot slot, Number column);

    ElementKind m_kind;
    DictionaryBytes& m_bytes;
    std::vector<Column> m_columns;
    tsl::robin_map<std::string, Number, Hash, Equal> m_byName;
    std::uint64_t m_nameBytes = 0;
    LeftOut m_leftOut;
};

} // namespace weir::source
