#pragma once
#include "base/mailbox.h"
#include "base/worker_thread.h"
#include "scene/camera/camera.h"
#include <QtGui/QColor>
#include <QtGui/QImage>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace weir::lens {

/// Draws small pictures of whole graphs on a thread of its own. Made, asked and destroyed on the GUI thread; answers wait in a
/// mailbox, and `wake` (called from the worker, must only post) says that one is there.
class OverviewWorker final {
public:
    explicit OverviewWorker(std::function<void()> wake);

    struct Subject {
        std::shared_ptr<const scene::Scene> scene;
        scene::Camera camera;                 ///< of the picture, in its pixels
        std::vector<QColor> categories;
    };
    struct Answer {
        QImage image;
        scene::Camera camera;
        std::uint64_t epochVersion = 0;
        double tookMs = 0;
    };
    /// Ask for the next only when this one has come.
    void draw(Subject subject);
    [[nodiscard]] std::optional<Answer> takeAnswer() { return m_boxes->answer.take(); }

private:
    struct Boxes {
        std::function<void()> wake;
        Mailbox<Answer> answer;
    };

    std::shared_ptr<Boxes> m_boxes;
    WorkerThread m_worker;
};

} // namespace weir::lens
