#include "render/marks/glow_list.h"
#include <algorithm>

namespace weir::render {

namespace {

constexpr float least = 0.001F;   // 0 says that a mark does not fade
constexpr float longestCount = 1000;   // seconds, after which single precision would show in how it fades

bool sameElement(const scene::SceneChange& a, const scene::SceneChange& b)
{
    return a.slot == b.slot && a.element == b.element && a.what != scene::SceneChange::What::Gone && b.what != scene::SceneChange::What::Gone;
}

} // namespace

float GlowList::seconds(TimePoint now) const
{
    return std::max(least, static_cast<float>(milliseconds(now - m_began) / 1000));
}

bool GlowList::add(std::span<const scene::SceneChange> changes, TimePoint now)
{
    if (changes.empty())
        return false;
    const float at = seconds(now);
    std::erase_if(m_glows, [at](const Glow& glow) { return at - glow.since >= static_cast<float>(fadeSeconds); });
    if (m_glows.empty() || at > longestCount) {
        const float passed = at - least;
        for (Glow& glow : m_glows)
            glow.since = std::min(glow.since - passed, -least);
        m_began = now;
    }
    const float since = seconds(now);
    const std::size_t before = m_glows.size();
    for (const scene::SceneChange& change : changes) {
        if (m_glows.size() >= m_most)
            break;
        // One that changes in every tick glows all the time, as one.
        const auto same = std::ranges::find_if(m_glows, [&change](const Glow& glow) { return sameElement(glow.change, change); });
        if (same == m_glows.end())
            m_glows.push_back({change, since});
    }
    return m_glows.size() > before;
}

bool GlowList::expire(TimePoint now)
{
    if (m_glows.empty() || seconds(now) - m_glows.back().since < static_cast<float>(fadeSeconds))
        return false;
    m_glows.clear();
    return true;
}

} // namespace weir::render
