#pragma once
#include "base/clock.h"
#include "base/mailbox.h"
#include "base/worker_thread.h"
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
    void take(scene::SceneUpdate update);
    /// Nothing: no newer one than taken before.
    [[nodiscard]] std::optional<scene::IndexedUpdate> takeIndexed();

private:
    struct State;

    static void index(const std::shared_ptr<State>& state);

    std::shared_ptr<State> m_state;
    WorkerThread m_worker;
};

} // namespace weir::lens
