#pragma once
#include "scene/element_set.h"
#include "ui/select/element.h"
#include <deque>
#include <memory>
#include <optional>
#include <vector>

namespace weir::ui {

/// What was selected before, of one graph. It keeps what elements are told by and no scene, which would keep pages that nobody else
/// needs. Bounded: of more than so many elements together only the last selection is kept. GUI thread; remembering a set, and
/// taking it back, takes time in proportion to it.
class SelectionHistory final {
public:
    static constexpr std::size_t mostMoments = 50;
    static constexpr std::size_t mostElements = 1'000'000;

    struct Moment {
        Element element;
        std::shared_ptr<const scene::ElementSet> set;
        std::shared_ptr<const scene::Scene> scene;   ///< that the set is of
    };

    /// Nothing selected is nothing to be remembered.
    void remember(const Moment& moment);
    /// The last of what is remembered of which something is still there, as it is in `scene`. It is remembered no longer.
    [[nodiscard]] std::optional<Moment> takeBack(const std::shared_ptr<const scene::Scene>& scene);
    void clear();

private:
    struct Kept {
        Element element;
        std::vector<Element> set;
    };

    std::deque<Kept> m_kept;      // the newest last
    std::size_t m_elements = 0;   // in their sets
};

}   // namespace weir::ui
