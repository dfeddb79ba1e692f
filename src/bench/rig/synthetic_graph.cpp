#include "bench/rig/synthetic_graph.h"
#include "common/command_line.h"

namespace weir::bench {

void SyntheticGraph::addOptions(app::CommandLine& line, const QString& rateText) const
{
    line.addOption(QStringLiteral("rate"), rateText, QStringLiteral("R"), QString::number(rate, 'f', 0));
    line.addOption(QStringLiteral("nodes"), QStringLiteral("nodes of the synthetic graph"), QStringLiteral("N"),
                   QString::number(nodes));
    line.addOption(QStringLiteral("edges"), QStringLiteral("edges of the synthetic graph"), QStringLiteral("M"),
                   QString::number(edges));
}

SyntheticGraph SyntheticGraph::from(app::CommandLine& line, double leastRate)
{
    return {line.count(QStringLiteral("nodes"), 1, 10'000'000).value_or(0),
            line.count(QStringLiteral("edges"), 0, 30'000'000).value_or(0),
            line.number(QStringLiteral("rate"), leastRate, 10'000'000).value_or(0)};
}

QString SyntheticGraph::spec() const
{
    return QStringLiteral("synthetic:nodes=%1,edges=%2,rate=%3").arg(nodes).arg(edges).arg(rate, 0, 'g', 15);
}

}   // namespace weir::bench
