#pragma once
#include "format/graph_sink.h"
#include "graph/attributes/attribute.h"
#include <optional>
#include <string>
#include <string_view>

namespace weir::format {

/// An attribute of one kind of element as a document declares it, on its way to its column in the sink. Not thread-safe.
class DeclaredAttribute final {
public:
    /// `kind`: as it is declared; nothing: the first value of it tells.
    explicit DeclaredAttribute(ElementKind of, std::string name = {}, std::optional<graph::AttributeKind> kind = {})
        : m_of(of), m_name(std::move(name)), m_kind(kind)
    {}

    [[nodiscard]] const std::string& name() const { return m_name; }
    [[nodiscard]] ElementKind of() const { return m_of; }

    /// What the document has written for the element in `slot`; blanks are no value.
    void set(GraphSink& sink, Slot slot, std::string_view written);

    /// The kind of what is declared with a type of GraphML or GEXF, of Java or of C. Nothing: no such type.
    [[nodiscard]] static std::optional<graph::AttributeKind> kindOfType(std::string_view type);

private:
    ElementKind m_of;
    std::string m_name;
    std::optional<graph::AttributeKind> m_kind;
    std::optional<graph::AttributeNumber> m_column;   // in the sink; nothing: it has none yet
};

} // namespace weir::format
