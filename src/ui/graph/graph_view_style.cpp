// Colours. The rest of GraphView is in graph_view.cpp and its neighbours.
#include "ui/graph/graph_view.h"

namespace weir::ui {

namespace {

// Okabe and Ito's colours, which stay apart for every kind of sight; grey is "other".
const std::vector<QColor>& okabeIto()
{
    static const std::vector<QColor> colours{QColor(0x56, 0xB4, 0xE9), QColor(0xE6, 0x9F, 0x00), QColor(0x00, 0x9E, 0x73),
                                             QColor(0xCC, 0x79, 0xA7), QColor(0xF0, 0xE4, 0x42), QColor(0xD5, 0x5E, 0x00),
                                             QColor(0x00, 0x72, 0xB2), QColor(0x8A, 0x93, 0x9E)};
    return colours;
}

QColor groundOf(bool dark) { return dark ? QColor(0x0F, 0x13, 0x18) : QColor(0xF7, 0xF8, 0xFA); }
QColor edgeOf(bool dark) { return dark ? QColor(0x8F, 0xA8, 0xC8) : QColor(0x4A, 0x5A, 0x70); }
QColor labelOf(bool dark) { return dark ? QColor(0xE6, 0xEA, 0xF0) : QColor(0x1B, 0x22, 0x2B); }
QColor markOf(bool dark) { return dark ? QColor(0xFF, 0xFF, 0xFF) : QColor(0x10, 0x15, 0x1B); }

} // namespace

void GraphView::setDark(bool dark)
{
    m_dark = dark;
    if (!m_groundSet)
        m_style.ground = groundOf(dark);
    if (!m_edgeSet)
        m_style.edge = edgeOf(dark);
    m_style.mark = markOf(dark);
    m_style.label = labelOf(dark);
    m_style.edgeShare = dark ? 0.55 : 0.65;
    update();
    Q_EMIT styleChanged();
}

void GraphView::setCurvedEdges(bool curved)
{
    if (curved == m_style.curvedEdges)
        return;
    m_style.curvedEdges = curved;
    update();
    Q_EMIT styleChanged();
}

void GraphView::setShowChanges(bool show)
{
    if (show == m_showChanges)
        return;
    m_showChanges = show;
    update();
    Q_EMIT styleChanged();
}

void GraphView::setGroundColor(const QColor& colour)
{
    m_groundSet = true;
    m_style.ground = colour;
    update();
    Q_EMIT styleChanged();
}

void GraphView::setEdgeColor(const QColor& colour)
{
    m_edgeSet = true;
    m_style.edge = colour;
    update();
    Q_EMIT styleChanged();
}

QVariantList GraphView::categoryColors() const
{
    QVariantList colours;
    for (const QColor& colour : m_style.categories)
        colours.append(colour);
    return colours;
}

void GraphView::setCategoryColors(const QVariantList& colours)
{
    std::vector<QColor> categories;
    for (const QVariant& colour : colours)
        categories.push_back(colour.value<QColor>());
    m_style.categories = categories.empty() ? okabeIto() : std::move(categories);
    update();
    Q_EMIT styleChanged();
}

} // namespace weir::ui
