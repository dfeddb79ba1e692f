#include "ui/look/look_legend.h"
#include "base/utc_time.h"
#include "ui/words/figures.h"
#include "ui/words/shown_text.h"
#include <QtCore/QCoreApplication>
#include <algorithm>

namespace weir::ui {

using graph::AttributeKind;
using pipeline::ColourKey;

namespace {

constexpr std::size_t scaleSteps = 12;

void addScale(LookLegend& legend, const ColourKey& key, const std::vector<QColor>& colours)
{
    legend.kind = LookLegend::Scale;
    for (std::size_t i = 0; i < scaleSteps && !colours.empty(); ++i)
        legend.colours.append(colours[i * (colours.size() - 1) / (scaleSteps - 1)]);
    if (!key.scale.known)
        return;
    legend.from = endText(key.kind, key.scale.from, key.scale);
    legend.to = endText(key.kind, key.scale.to, key.scale);
    if (key.logarithmic)
        legend.note = QCoreApplication::translate("LookLegend", "logarithmic");
}

void addTexts(LookLegend& legend, const ColourKey& key, const std::vector<QColor>& colours)
{
    std::vector<ColourKey::Text> texts = key.texts;
    std::ranges::stable_sort(texts, std::ranges::greater{}, [&key](const ColourKey::Text& text) { return key.counts[text.colour]; });
    ColumnPart own{.of = ColumnPart::Of::OtherTexts};
    for (const ColourKey::Text& text : texts) {
        own.texts.push_back(text.text);
        if (text.colour < colours.size() && key.counts[text.colour] > 0)
            legend.addStep(text.text.empty() ? QCoreApplication::translate("LookLegend", "(empty)") : shownText(text.text), colours[text.colour],
                           countText(key.counts[text.colour]), {ColumnPart::Of::Texts, {text.text}});
    }
    std::ranges::sort(own.texts);
    if (const std::uint64_t others = key.counts[pipeline::TextRanks::others]; key.others && others > 0 && !colours.empty())
        legend.addStep(QCoreApplication::translate("LookLegend", "other"), colours.back(), countText(others), own);
}

} // namespace

LookLegend legendOf(const ElementColumn& column, const ColourKey& key, const std::vector<QColor>& colours, const QColor& plain)
{
    LookLegend legend;
    legend.kind = LookLegend::Steps;
    legend.title = column.name;
    legend.column = QVariant::fromValue(column.column);
    switch (key.kind) {
    case AttributeKind::Number:
    case AttributeKind::Time:
        addScale(legend, key, colours);
        break;
    case AttributeKind::Text:
        addTexts(legend, key, colours);
        break;
    case AttributeKind::Flag:
        for (const std::size_t flag : {1U, 0U}) {
            if (flag < colours.size() && key.counts[flag] > 0)
                legend.addStep(flag == 1 ? QCoreApplication::translate("LookLegend", "yes") : QCoreApplication::translate("LookLegend", "no"), colours[flag], countText(key.counts[flag]),
                               {flag == 1 ? ColumnPart::Of::Yes : ColumnPart::Of::No});
        }
        break;
    }
    if (const std::uint64_t without = key.counts[pipeline::noBucket]; without > 0)
        legend.addStep(QCoreApplication::translate("LookLegend", "no value"), plain, countText(without), {ColumnPart::Of::Without});
    return legend;
}

QString endText(AttributeKind kind, double value, const pipeline::ValueExtent& extent)
{
    if (kind != AttributeKind::Time)
        return valueText(value, {});
    using namespace std::chrono;
    const auto written = [](sys_time<microseconds> time) { return QString::fromStdString(writtenUtc(time)); };
    const sys_time<microseconds> time{microseconds(static_cast<std::int64_t>(value))};
    const double span = extent.to - extent.from;
    if (span >= static_cast<double>(microseconds(days(2)).count()))
        return written(floor<days>(time));
    // A day that begins just then is not enough here.
    const QString second = written(floor<seconds>(time));
    return second.size() > 10 ? second.mid(0, 16).replace(QLatin1Char('T'), QLatin1Char(' ')) : second;
}

} // namespace weir::ui
