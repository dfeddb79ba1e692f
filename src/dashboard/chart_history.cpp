#include "dashboard/chart_history.h"

namespace weir::dashboard {

namespace {

constexpr double rememberedSeconds = 180;
constexpr double samplesPerSecond = 4;
constexpr double gapSeconds = 2;   // a busy second is no gap, a missing connection is

} // namespace

ChartHistory::ChartHistory(QObject* parent)
    : QObject(parent)
    , m_samples(rememberedSeconds, static_cast<std::size_t>(rememberedSeconds * samplesPerSecond) + 1, gapSeconds)
{
}

void ChartHistory::record(const Sample& sample)
{
    m_samples.add(sample);
    ++m_version;
}

} // namespace weir::dashboard
