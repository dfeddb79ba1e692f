#pragma once
#include "base/ids.h"
#include "format/words/attribute_list.h"
#include "graph/schema.h"
#include <array>
#include <optional>
#include <string>
#include <vector>

namespace weir::format {

/// What nodes and edges are born with: set in a graph or subgraph, it counts from there to the end of that one. Not thread-safe. Memory is
/// bounded, however deep subgraphs lie.
class DotScopes final {
public:
    static constexpr std::size_t mostNames = 256, mostBytes = 16 * 1024 * 1024;

    void open() { m_undoBegins.push_back(m_undos.size()); }
    void close();
    [[nodiscard]] std::size_t depth() const { return m_undoBegins.size(); }

    /// Of the scope that is open. False: there is no room for it, and nothing is set.
    [[nodiscard]] bool set(ElementKind kind, std::string_view name, std::string_view text, bool isText);

    [[nodiscard]] bool hasAny(ElementKind kind) const { return !m_defaults[index(kind)].empty(); }
    /// As they are now, nobody having taken any of them; and whether that is so since the last call alone.
    struct Now {
        const AttributeList& list;
        bool changed;
    };
    [[nodiscard]] Now now(ElementKind kind);

private:
    struct Default {
        std::string name, text;
        bool isText = false;
        std::size_t scope = 0;   // in which it was set
    };
    struct Undo {
        ElementKind kind;
        std::size_t i;
        std::optional<Default> before;   // none: it is new
    };

    [[nodiscard]] static std::size_t index(ElementKind kind) { return kind == ElementKind::Node ? 0 : 1; }

    std::array<std::vector<Default>, 2> m_defaults;
    std::array<AttributeList, 2> m_lists;
    std::array<bool, 2> m_changed{};
    std::vector<Undo> m_undos;
    std::vector<std::size_t> m_undoBegins;   // by scope
    std::size_t m_bytes = 0;                 // of all texts here
};

} // namespace weir::format
