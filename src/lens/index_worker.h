#pragma once
#include "base/asker.h"
#include "base/clock.h"
#include "scene/index/indexed_update.h"
#include <functional>
#include <memory>
#include <optional>

namespace weir::lens {

/// Keeps the spatial index of the scenes that pass through, on a thread of its own. Made and destroyed on one thread; scenes are given from
/// any, answers wait in a mailbox, and `wake` (called from the worker, must only post) says that one is there.
///
/// Bounds are made exact at once where nothing follows within a moment, else only for a share of a core. A graph that came in parts is
/// sorted once more when it rests.
class IndexWorker final {
public:
    explicit IndexWorker(std::function<void()> wake);
    ~IndexWorker();

    /// A scene that was not taken up before the next one came is merged into it.
    void take(scene::SceneUpdate update) { m_scenes.ask({std::move(update), Clock::now()}); }
    /// Nothing: no newer one than taken before.
    [[nodiscard]] std::optional<scene::IndexedUpdate> takeIndexed() { return m_indexed.take(); }

private:
    struct State;
    struct Came {
        scene::SceneUpdate update;
        TimePoint since;

        [[nodiscard]] friend Came merge(Came older, Came newer)
        {
            return {merge(std::move(older.update), std::move(newer.update)), older.since};
        }
    };

    Asker m_asker;
    Answers<scene::IndexedUpdate> m_indexed{m_asker};
    std::shared_ptr<State> m_state;   // the worker's
    Questions<Came> m_scenes;
};

} // namespace weir::lens
