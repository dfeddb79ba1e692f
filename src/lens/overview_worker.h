#pragma once
#include "base/asker.h"
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
    /// Of several that wait only the last is drawn.
    void draw(Subject subject);
    [[nodiscard]] std::optional<Answer> takeAnswer() { return m_pictures.take(); }

private:
    Asker m_asker;
    Enquiry<Answer> m_pictures{m_asker};
};

} // namespace weir::lens
