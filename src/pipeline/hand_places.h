#pragma once
#include "scene/scene.h"
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace weir::pipeline {

/// Places that a person gave nodes by hand. They hang on keys and go before the source's until they are taken back, whichever graph
/// comes meanwhile. Not thread-safe.
class HandPlaces final {
public:
    void give(std::string_view key, scene::Point place) { m_places.insert_or_assign(std::string(key), place); }
    void takeBack(std::string_view key)
    {
        if (const auto at = m_places.find(key); at != m_places.end())
            m_places.erase(at);
    }
    void clear() { m_places.clear(); }
    [[nodiscard]] bool empty() const { return m_places.empty(); }   ///< as for each node of a graph that nobody touched

    /// nullptr: none; valid until the next change.
    [[nodiscard]] const scene::Point* of(std::string_view key) const
    {
        const auto at = m_places.find(key);
        return at != m_places.end() ? &at->second : nullptr;
    }

private:
    struct Hash {
        using is_transparent = void;
        [[nodiscard]] std::size_t operator()(std::string_view key) const { return std::hash<std::string_view>()(key); }
    };

    std::unordered_map<std::string, scene::Point, Hash, std::equal_to<>> m_places;
};

} // namespace weir::pipeline
