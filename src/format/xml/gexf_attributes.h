#pragma once
#include "format/declared_attribute.h"
#include "format/xml/xml_parser.h"
#include <deque>
#include <map>

namespace weir::format {

/// An <attribute> of GEXF.
struct GexfAttribute {
    enum class Meaning : std::uint8_t { None,
                                        Weight,     ///< of an edge, which is written so where it changes in time
                                        Category }; ///< of a node

    DeclaredAttribute declared;
    std::string fallback{};          ///< where an element says nothing; "": nothing
    Meaning meaning = Meaning::None;
    std::uint64_t saidOf = 0;        ///< number of the last element that has a value of it
};

/// What a document of GEXF declares with <attributes>, by class and id. Not thread-safe.
class GexfAttributes final {
public:
    void startClass(const XmlHandler::Attributes& attributes);
    void startAttribute(const XmlHandler::Attributes& attributes);
    void setDefault(std::string_view text);

    /// What one of this title means where values of this kind are declared; nothing: of no known type.
    [[nodiscard]] static GexfAttribute::Meaning meaningOf(ElementKind kind, std::string_view title,
                                                          std::optional<graph::AttributeKind> valueKind);

    [[nodiscard]] GexfAttribute* find(ElementKind kind, std::string_view id);
    /// In the order of the document.
    [[nodiscard]] std::deque<GexfAttribute>& all(ElementKind kind) { return m_all[static_cast<std::size_t>(kind)]; }

private:
    std::array<std::deque<GexfAttribute>, 2> m_all;   // by kind of element; a deque, since they are pointed at
    std::array<std::map<std::string, GexfAttribute*, std::less<>>, 2> m_byId;
    std::optional<ElementKind> m_class;               // that is open; nothing: none, or neither of nodes nor of edges
    GexfAttribute* m_open = nullptr;
};

} // namespace weir::format
