#include "format/xml/graphml_keys.h"
#include "format/number_text.h"
#include <algorithm>

namespace weir::format {

namespace {

constexpr std::size_t mostKeys = 1'000, mostDefaultBytes = 64 * 1024;

struct Meaning {
    std::string_view name;
    GraphMlField field;
    bool figure = true;   ///< only where the document does not declare it as text
};
constexpr std::array meanings{
    Meaning{"label", GraphMlField::Label, false},
    Meaning{"name", GraphMlField::Name, false},
    Meaning{"x", GraphMlField::X},
    Meaning{"y", GraphMlField::Y},
    Meaning{"size", GraphMlField::Size},
    Meaning{"color", GraphMlField::Colour, false},
    Meaning{"colour", GraphMlField::Colour, false},
    Meaning{"r", GraphMlField::Red},
    Meaning{"g", GraphMlField::Green},
    Meaning{"b", GraphMlField::Blue},
    Meaning{"weight", GraphMlField::Weight},
};

} // namespace

void GraphMlKeys::startKey(const XmlHandler::Attributes& attributes)
{
    m_key = {};
    m_inDefault = false;
    m_id = attributes.value("id").value_or("");
    m_for = attributes.value("for").value_or("");
    m_key.name = attributes.value("attr.name").value_or("");
    if (m_key.name.empty())
        m_key.name = m_id;
    const std::string type = lowered(attributes.value("attr.type").value_or(""));
    const bool text = type == "string" || type == "boolean" || type.starts_with("vector");
    const std::string graphics = lowered(attributes.value("yfiles.type").value_or(""));
    m_key.graphics = graphics == "nodegraphics" || graphics == "edgegraphics";
    const std::string lower = lowered(m_key.name);
    const auto meaning = std::ranges::find(meanings, lower, &Meaning::name);
    if (meaning != meanings.end() && !(meaning->figure && text)) {
        m_key.field = meaning->field;
        m_key.rank = lower == m_key.name ? 2 : 1;
    }
}

void GraphMlKeys::text(std::string_view piece)
{
    if (m_inDefault && m_key.fallback.size() + piece.size() <= mostDefaultBytes)
        m_key.fallback += piece;
}

void GraphMlKeys::endKey()
{
    m_inDefault = false;
    m_key.fallback = trimmed(m_key.fallback);
    for (const For kind : {For::Node, For::Edge}) {
        const bool concerned = m_for == (kind == For::Node ? "node" : "edge") || m_for == "all" || m_for.empty();
        ById& keys = m_keys[static_cast<std::size_t>(kind)];
        if (!concerned || keys.size() == mostKeys)
            continue;
        // One that is for this kind alone is not replaced by one that is for all.
        if (const auto there = keys.find(m_id); there != keys.end() && (m_for == "all" || m_for.empty()))
            continue;
        keys.insert_or_assign(m_id, m_key);
        auto& defaults = m_defaults[static_cast<std::size_t>(kind)];
        defaults.clear();
        for (const auto& [id, key] : keys) {
            if (!key.fallback.empty())
                defaults.push_back(&key);
        }
    }
}

const GraphMlKeys::Key* GraphMlKeys::find(std::string_view id, For kind) const
{
    const ById& keys = m_keys[static_cast<std::size_t>(kind)];
    const auto found = keys.find(id);
    return found == keys.end() ? nullptr : &found->second;
}

} // namespace weir::format
