#pragma once
#include "base/asker.h"
#include "scene/index/indexed_update.h"
#include <functional>
#include <memory>
#include <optional>

namespace weir::lens {

/// Keeps the spatial index of the scenes that pass through, on a thread of its own. Made, asked and destroyed on the GUI
/// thread; answers wait in a mailbox, and `wake` (called from the worker, must only post) says that one is there.
///
/// Bounds are made exact at once where nothing follows within a moment, else only for a share of a core. A graph that came in parts is
/// sorted once more when it rests.
class IndexWorker final {
public:
    explicit IndexWorker(std::function<void()> wake);
    ~IndexWorker();

    /// A scene that was not taken up before the next one came is merged into it.
    void take(scene::SceneUpdate update) { m_scenes.ask(std::move(update)); }
    /// Nothing: no newer one than taken before.
    [[nodiscard]] std::optional<scene::IndexedUpdate> takeIndexed() { return m_indexed.take(); }

private:
    struct State;

    Asker m_asker;
    Answers<scene::IndexedUpdate> m_indexed{m_asker};
    std::shared_ptr<State> m_state;   // the worker's
    Questions<scene::SceneUpdate> m_scenes;
};

} // namespace weir::lens
