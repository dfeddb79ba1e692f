#include "format/words/dot/dot_scopes.h"
#include <algorithm>
#include <utility>

namespace weir::format {

namespace {

constexpr std::size_t undoBytes = 128;   // that one takes besides its texts

} // namespace

void DotScopes::close()
{
    for (std::size_t i = m_undos.size(); i-- > m_undoBegins.back();) {
        Undo& undo = m_undos[i];
        std::vector<Default>& defaults = m_defaults[index(undo.kind)];
        m_bytes -= undoBytes + defaults[undo.i].name.size() + defaults[undo.i].text.size();
        if (undo.before)
            defaults[undo.i] = std::move(*undo.before);
        else
            defaults.pop_back();   // the last that is there: those set later are gone
        m_changed[index(undo.kind)] = true;
    }
    m_undos.resize(m_undoBegins.back());
    m_undoBegins.pop_back();
}

bool DotScopes::set(ElementKind kind, std::string_view name, std::string_view text, bool isText)
{
    std::vector<Default>& defaults = m_defaults[index(kind)];
    const auto found = std::ranges::find(defaults, name, &Default::name);
    const auto i = static_cast<std::size_t>(found - defaults.begin());
    const bool isOfScope = found != defaults.end() && found->scope == depth();
    if (m_bytes + undoBytes + name.size() + text.size() > mostBytes || (found == defaults.end() && i == mostNames))
        return false;
    Default now{std::string(name), std::string(text), isText, depth()};
    if (isOfScope) {
        m_bytes = m_bytes - found->text.size() + text.size();
        *found = std::move(now);
    } else {
        m_bytes += undoBytes + name.size() + text.size();
        if (found == defaults.end()) {
            m_undos.push_back({kind, i, std::nullopt});
            defaults.push_back(std::move(now));
        } else {
            m_undos.push_back({kind, i, std::exchange(*found, std::move(now))});
        }
    }
    m_changed[index(kind)] = true;
    return true;
}

DotScopes::Now DotScopes::now(ElementKind kind)
{
    AttributeList& list = m_lists[index(kind)];
    const bool changed = std::exchange(m_changed[index(kind)], false);
    if (changed) {
        list.clear();
        for (const Default& one : m_defaults[index(kind)])
            static_cast<void>(list.add(one.name, one.text, one.isText));
    }
    return {list, changed};
}

} // namespace weir::format
