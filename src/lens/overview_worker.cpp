#include "lens/overview_worker.h"
#include "base/clock.h"
#include "scene/overview.h"
#include <algorithm>

namespace weir::lens {

OverviewWorker::OverviewWorker(std::function<void()> wake) : m_asker("weir-minimap", WorkerThread::Priority::Background, std::move(wake)) {}

void OverviewWorker::draw(Subject subject)
{
    m_pictures.ask([subject = std::move(subject)] {
        const TimePoint began = Clock::now();
        std::vector<std::uint32_t> categories;
        for (const QColor& colour : subject.categories)
            categories.push_back(colour.rgba());
        const scene::Overview overview = scene::overviewOf(*subject.scene, subject.camera, categories);
        QImage image(static_cast<int>(overview.width), static_cast<int>(overview.height), QImage::Format_ARGB32_Premultiplied);
        for (std::uint32_t y = 0; y < overview.height; ++y)
            std::copy_n(overview.pixels.begin() + std::ptrdiff_t{y} * overview.width, overview.width, reinterpret_cast<std::uint32_t*>(image.scanLine(static_cast<int>(y))));
        return Answer{std::move(image), subject.camera, subject.scene->epochVersion, milliseconds(Clock::now() - began)};
    });
}

} // namespace weir::lens
