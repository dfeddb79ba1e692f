#include "ui/save/svg_picture.h"
#include "render/look/badge.h"
#include "render/look/dimmed.h"
#include "render/splat/edge_strokes.h"
#include "render/labels/label_shaper.h"
#include "render/marks/marks.h"
#include "render/device/shader_floats.h"
#include "scene/index/block_choice.h"
#include "scene/edge_density.h"
#include "scene/node_size.h"
#include "ui/words/figures.h"
#include <QtCore/QCoreApplication>
#include <QtCore/QXmlStreamWriter>
#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace weir::ui {

namespace {

using render::Mark;
using render::toFloats;

constexpr double haloPixels = 3;   // of the ground's colour around text
constexpr double labelPixels = 12;
constexpr double fromDisc = 4;   // item pixels between a node and its label

QString number(double value) { return QString::number(std::round(value * 100) / 100, 'g', 10); }

/// The way round an arrow's head, of twice `halfWidth` where it begins.
QString headOf(scene::ItemPoint from, scene::ItemPoint tip, double halfWidth)
{
    const double dx = tip.x - from.x;
    const double dy = tip.y - from.y;
    const double aside = halfWidth / std::max(std::hypot(dx, dy), 1e-6);
    return QStringLiteral("M%1 %2L%3 %4L%5 %6Z")
        .arg(number(tip.x), number(tip.y), number(from.x + dy * aside), number(from.y - dx * aside), number(from.x - dy * aside), number(from.y + dx * aside));
}

/// GLSL's smoothstep.
double smooth(double low, double high, double value)
{
    const double t = std::clamp((value - low) / (high - low), 0.0, 1.0);
    return t * t * (3 - 2 * t);
}

class SvgWriter final {
public:
    SvgWriter(const SvgSubject& subject, QByteArray& out)
        : m_subject(subject), m_closeness(render::closenessFor(subject.nodeRadius)),
          m_density(scene::meanEdgeDensity(*subject.scene, subject.camera, render::thinnedFrom(subject.nodeRadius, 1))), m_xml(&out)
    {
        m_xml.setAutoFormatting(true);
    }

    void write(const render::EdgeStrokes& edges, const scene::ChosenBlocks& nodes)
    {
        const scene::Camera& camera = m_subject.camera;
        const QString width = number(camera.width());
        const QString height = number(camera.height());
        m_xml.writeStartDocument();
        m_xml.writeStartElement(QStringLiteral("svg"));
        m_xml.writeDefaultNamespace(QStringLiteral("http://www.w3.org/2000/svg"));
        m_xml.writeAttribute(QStringLiteral("width"), width);
        m_xml.writeAttribute(QStringLiteral("height"), height);
        m_xml.writeAttribute(QStringLiteral("viewBox"), QStringLiteral("0 0 %1 %2").arg(width, height));
        m_xml.writeEmptyElement(QStringLiteral("rect"));
        m_xml.writeAttribute(QStringLiteral("width"), width);
        m_xml.writeAttribute(QStringLiteral("height"), height);
        m_xml.writeAttribute(QStringLiteral("fill"), m_subject.style.ground.name());
        // As the picture's tone: the more edges over one another, the nearer to the share that they reach together.
        m_xml.writeStartElement(QStringLiteral("g"));
        m_xml.writeAttribute(QStringLiteral("stroke"), m_subject.style.edge.name());
        m_xml.writeAttribute(QStringLiteral("stroke-linejoin"), QStringLiteral("round"));
        m_xml.writeAttribute(QStringLiteral("fill"), m_subject.style.edge.name());
        m_xml.writeAttribute(QStringLiteral("opacity"), number(m_subject.style.shareOfEdges(m_subject.scene->colouredEdges)));
        for (std::size_t i = 0; i < edges.strokes.size();)
            i += writeStrokes(std::span(edges.strokes).subspan(i));
        m_xml.writeEndElement();
        m_xml.writeStartElement(QStringLiteral("g"));
        m_xml.writeAttribute(QStringLiteral("stroke"), m_subject.style.ground.name());
        for (const std::uint32_t block : nodes.numbers) {
            const scene::SpatialBlock& of = *m_subject.index->nodes.blocks[block];
            for (std::uint32_t i = 0; i < of.count; ++i)
                writeNode(of.slots[i]);
        }
        m_xml.writeEndElement();
        if (m_subject.highlight.selects())
            writeDimming(width, height);
        m_xml.writeStartElement(QStringLiteral("g"));
        const std::vector<Mark> marks = render::marksOf(*m_subject.scene, m_subject.highlight, {}, {m_subject.style, m_subject.nodeRadius, camera, true, edges.lanes});
        for (std::size_t i = 0; i < marks.size();)
            i += writeMarks(std::span(marks).subspan(i));
        m_xml.writeEndElement();
        m_xml.writeStartElement(QStringLiteral("g"));
        m_xml.writeAttribute(QStringLiteral("fill"), m_subject.style.label.name());
        m_xml.writeAttribute(QStringLiteral("stroke"), m_subject.style.ground.name());
        m_xml.writeAttribute(QStringLiteral("stroke-width"), number(haloPixels));
        m_xml.writeAttribute(QStringLiteral("stroke-linejoin"), QStringLiteral("round"));
        m_xml.writeAttribute(QStringLiteral("paint-order"), QStringLiteral("stroke"));
        m_xml.writeAttribute(QStringLiteral("font-family"), QStringLiteral("Roboto, sans-serif"));
        m_xml.writeAttribute(QStringLiteral("font-size"), number(labelPixels));
        for (const lens::LabelWorker::EdgeText& label : m_subject.edgeLabels)
            writeEdgeLabel(label);
        for (const lens::LabelWorker::Text& label : m_subject.labels)
            writeLabel(label);
        m_xml.writeEndElement();
        for (const CaptionShape& shape : m_subject.caption)
            writeCaption(shape);
        m_xml.writeEndDocument();
    }

private:
    /// The first of these, with those that go on where it ends, as a bow does. How many that were.
    [[nodiscard]] std::size_t writeStrokes(std::span<const render::Stroke> strokes)
    {
        const render::Stroke& first = strokes.front();
        const double opacity = first.strength / (first.strength + m_subject.style.halfDensity(m_closeness, m_density, m_subject.scene->colouredEdges));
        m_xml.writeEmptyElement(QStringLiteral("path"));
        if (first.halfTo != first.halfFrom) {   // an arrow's head
            m_xml.writeAttribute(QStringLiteral("d"), headOf({first.from[0], first.from[1]}, {first.to[0], first.to[1]}, first.halfFrom));
            m_xml.writeAttribute(QStringLiteral("stroke"), QStringLiteral("none"));
            m_xml.writeAttribute(QStringLiteral("fill-opacity"), number(opacity));
            if (first.colour != 0)
                m_xml.writeAttribute(QStringLiteral("fill"), QColor::fromRgb(first.colour).name());
            return 1;
        }
        QString way = QStringLiteral("M%1 %2L%3 %4").arg(number(first.from[0]), number(first.from[1]), number(first.to[0]), number(first.to[1]));
        std::size_t count = 1;
        for (; count < strokes.size(); ++count) {
            const render::Stroke& next = strokes[count];
            if (next.from != strokes[count - 1].to || next.halfFrom != first.halfFrom || next.halfTo != first.halfTo || next.strength != first.strength
                || next.colour != first.colour)
                break;
            way += QStringLiteral("L%1 %2").arg(number(next.to[0]), number(next.to[1]));
        }
        m_xml.writeAttribute(QStringLiteral("d"), way);
        if (count > 1)
            m_xml.writeAttribute(QStringLiteral("fill"), QStringLiteral("none"));
        m_xml.writeAttribute(QStringLiteral("stroke-width"), number(2 * first.halfFrom));
        m_xml.writeAttribute(QStringLiteral("stroke-opacity"), number(opacity));
        if (first.colour != 0)
            m_xml.writeAttribute(QStringLiteral("stroke"), QColor::fromRgb(first.colour).name());
        return count;
    }

    [[nodiscard]] double radiusOf(const scene::NodeStyle& style) const
    {
        return scene::drawnRadius(style.radius, m_subject.nodeRadius);
    }

    void writeNode(Slot node)
    {
        const scene::NodeStyle& style = m_subject.scene->style(node);
        const scene::Point at = m_subject.scene->position(node);
        if (!style.drawn() || !std::isfinite(at.x) || !std::isfinite(at.y))
            return;
        const scene::ItemPoint item = m_subject.camera.itemFromWorld({at.x, at.y});
        // As shaders/node.vert and node.frag draw a disc: small ones a little back, with a rim of the ground once they have a shape.
        const double radius = radiusOf(style);
        const double rim = smooth(2.0, 3.5, radius) * 0.7;
        double opacity = (0.78 + 0.22 * smooth(0.9, 2.2, double{scene::relativeRadius(style.radius)})) * std::min(1.0, radius * radius * 1.6);
        if (style.standing == scene::Standing::Dimmed)
            opacity *= double{render::dimmedNodeShare};
        writeCircle(item, rim > 0 ? radius + 0.5 : std::max(radius, 0.5));
        m_xml.writeAttribute(QStringLiteral("fill"), m_subject.style.colourOf(style).name());
        m_xml.writeAttribute(QStringLiteral("fill-opacity"), number(opacity));
        m_xml.writeAttribute(QStringLiteral("stroke-opacity"), number(rim));
    }

    void writeLabel(const lens::LabelWorker::Text& label)
    {
        if (!m_subject.scene->drawn(label.node))
            return;
        const scene::Point at = m_subject.scene->position(label.node);
        const scene::ItemPoint item = m_subject.camera.itemFromWorld({at.x, at.y});
        m_xml.writeStartElement(QStringLiteral("text"));
        const double beside = radiusOf(m_subject.scene->style(label.node)) + fromDisc;
        m_xml.writeAttribute(QStringLiteral("x"), number(label.before ? item.x - beside : item.x + beside));
        if (label.before)
            m_xml.writeAttribute(QStringLiteral("text-anchor"), QStringLiteral("end"));
        m_xml.writeAttribute(QStringLiteral("y"), number(item.y + labelPixels * 0.35));
        m_xml.writeCharacters(render::labelTextOf(label.text));
        m_xml.writeEndElement();
    }

    void writeEdgeLabel(const lens::LabelWorker::EdgeText& label)
    {
        const scene::Scene& scene = *m_subject.scene;
        if (!scene.edgeDrawn(label.edge))
            return;
        const scene::SceneEdge ends = scene.edge(label.edge);
        const scene::Point a = scene.position(ends.source), b = scene.position(ends.target);
        const scene::ItemPoint item = m_subject.camera.itemFromWorld({(a.x + b.x) / 2, (a.y + b.y) / 2});
        m_xml.writeStartElement(QStringLiteral("text"));
        m_xml.writeAttribute(QStringLiteral("x"), number(item.x + label.at[0]));
        m_xml.writeAttribute(QStringLiteral("y"), number(item.y + label.at[1] + labelPixels * 0.35));
        m_xml.writeAttribute(QStringLiteral("text-anchor"), QStringLiteral("middle"));
        m_xml.writeAttribute(QStringLiteral("fill-opacity"), QStringLiteral("0.75"));
        m_xml.writeCharacters(render::labelTextOf(label.text));
        m_xml.writeEndElement();
    }

    /// The picture gives way to what is selected.
    void writeDimming(const QString& width, const QString& height)
    {
        m_xml.writeEmptyElement(QStringLiteral("rect"));
        m_xml.writeAttribute(QStringLiteral("width"), width);
        m_xml.writeAttribute(QStringLiteral("height"), height);
        writePaint("fill", toFloats(m_subject.style.ground, render::dimmedBySelection));
    }

    /// The first of these as shaders/mark.vert and mark.frag draw it, nothing glows or fades here; of an edge all the pieces. How many
    /// that were.
    [[nodiscard]] std::size_t writeMarks(std::span<const Mark> marks)
    {
        std::size_t count = 1;
        if (marks.front().shape[0] == 0) {
            while (count < marks.size() && goesOn(marks[count - 1], marks[count]))
                ++count;
            writeLine(marks.first(count));
        } else {
            writeMark(marks.front());
        }
        return count;
    }

    static bool goesOn(const Mark& mark, const Mark& next)
    {
        return next.shape == mark.shape && next.colour == mark.colour && next.ends[0] == mark.ends[2] && next.ends[1] == mark.ends[3];
    }

    [[nodiscard]] bool isFarFromView(scene::ItemPoint from, scene::ItemPoint to, double reach) const
    {
        return !(std::max(from.x, to.x) >= -reach && std::max(from.y, to.y) >= -reach && std::min(from.x, to.x) <= m_subject.camera.width() + reach
                 && std::min(from.y, to.y) <= m_subject.camera.height() + reach);   // nor of what is no place
    }

    void writeLine(std::span<const Mark> pieces)
    {
        const Mark& first = pieces.front();
        const Mark& last = pieces.back();
        if (first.shape[1] != first.shape[2])
            return writeHead(first);
        const scene::ItemPoint from = m_subject.camera.itemFromWorld({first.ends[0], first.ends[1]});
        const scene::ItemPoint to = m_subject.camera.itemFromWorld({last.ends[2], last.ends[3]});
        if (isFarFromView(from, to, render::strokeReach))
            return;
        QString way = QStringLiteral("M%1 %2").arg(number(from.x), number(from.y));
        for (const Mark& piece : pieces) {
            const scene::ItemPoint end = m_subject.camera.itemFromWorld({piece.ends[2], piece.ends[3]});
            way += QStringLiteral("L%1 %2").arg(number(end.x), number(end.y));
        }
        m_xml.writeEmptyElement(QStringLiteral("path"));
        m_xml.writeAttribute(QStringLiteral("d"), way);
        m_xml.writeAttribute(QStringLiteral("fill"), QStringLiteral("none"));
        m_xml.writeAttribute(QStringLiteral("stroke-width"), number(2 * double{first.shape[2]}));
        writePaint("stroke", first.colour);
    }

    /// Of an arrow: as wide as it begins, and it ends in a point.
    void writeHead(const Mark& mark)
    {
        const scene::ItemPoint from = m_subject.camera.itemFromWorld({mark.ends[0], mark.ends[1]});
        const scene::ItemPoint tip = m_subject.camera.itemFromWorld({mark.ends[2], mark.ends[3]});
        if (isFarFromView(from, tip, render::strokeReach))
            return;
        m_xml.writeEmptyElement(QStringLiteral("path"));
        m_xml.writeAttribute(QStringLiteral("d"), headOf(from, tip, double{mark.shape[2]}));
        writePaint("fill", mark.colour);
    }

    /// A node's or a badge's.
    void writeMark(const Mark& mark)
    {
        const scene::ItemPoint from = m_subject.camera.itemFromWorld({mark.ends[0], mark.ends[1]});
        const auto [radius, gap, width, fades] = mark.shape;
        if (isFarFromView(from, from, std::abs(double{radius}) + std::abs(double{gap}) + double{width} + 1))
            return;
        if (radius < 0)
            return writeBadge({from.x - double{gap}, from.y - double{gap}}, -double{radius}, mark);
        writeCircle(from, radius);
        writePaint("fill", mark.colour);
        if (!(width > 0))
            return;
        writeCircle(from, double{radius} + gap + double{width} / 2);
        m_xml.writeAttribute(QStringLiteral("fill"), QStringLiteral("none"));
        m_xml.writeAttribute(QStringLiteral("stroke-width"), number(width));
        writePaint("stroke", mark.ring);
    }

    void writeBadge(scene::ItemPoint middle, double radius, const Mark& mark)
    {
        const double opacity = mark.colour[3];
        m_xml.writeStartElement(QStringLiteral("g"));
        m_xml.writeAttribute(QStringLiteral("opacity"), number(opacity));
        writeCircle(middle, radius + 0.5);
        writePaint("fill", {mark.colour[0], mark.colour[1], mark.colour[2], 1});
        writePaint("stroke", mark.ring);
        QString path;
        for (const render::BadgeBox& box : render::pinSign) {
            path += QStringLiteral("M%1 %2h%3v%4h-%3z")
                        .arg(number(middle.x + (box.x - box.halfWidth) * radius), number(middle.y + (box.y - box.halfHeight) * radius),
                             number(2 * box.halfWidth * radius), number(2 * box.halfHeight * radius));
        }
        m_xml.writeEmptyElement(QStringLiteral("path"));
        m_xml.writeAttribute(QStringLiteral("d"), path);
        writePaint("fill", mark.ring);
        m_xml.writeEndElement();
    }

    void writeCaption(const CaptionShape& shape)
    {
        const QColor& colour = shape.colour;
        const std::array<float, 4> paint{colour.redF(), colour.greenF(), colour.blueF(), colour.alphaF()};
        switch (shape.kind) {
        case CaptionShape::Kind::Plate:
        case CaptionShape::Kind::Box:
            m_xml.writeEmptyElement(QStringLiteral("rect"));
            m_xml.writeAttribute(QStringLiteral("x"), number(shape.rect.x()));
            m_xml.writeAttribute(QStringLiteral("y"), number(shape.rect.y()));
            m_xml.writeAttribute(QStringLiteral("width"), number(shape.rect.width()));
            m_xml.writeAttribute(QStringLiteral("height"), number(shape.rect.height()));
            if (shape.kind == CaptionShape::Kind::Plate)
                m_xml.writeAttribute(QStringLiteral("rx"), QStringLiteral("4"));
            writePaint("fill", paint);
            break;
        case CaptionShape::Kind::Dot:
            writeCircle({shape.rect.center().x(), shape.rect.center().y()}, shape.rect.width() / 2);
            writePaint("fill", paint);
            break;
        case CaptionShape::Kind::Text:
            m_xml.writeStartElement(QStringLiteral("text"));
            m_xml.writeAttribute(QStringLiteral("x"), number(shape.atRight ? shape.rect.right() : shape.rect.left()));
            m_xml.writeAttribute(QStringLiteral("y"), number(shape.rect.center().y() + shape.pixels * 0.35));
            if (shape.atRight)
                m_xml.writeAttribute(QStringLiteral("text-anchor"), QStringLiteral("end"));
            if (shape.bold)
                m_xml.writeAttribute(QStringLiteral("font-weight"), QStringLiteral("500"));
            m_xml.writeAttribute(QStringLiteral("font-family"), QStringLiteral("Roboto, sans-serif"));
            m_xml.writeAttribute(QStringLiteral("font-size"), number(shape.pixels));
            writePaint("fill", paint);
            m_xml.writeCharacters(shape.text);
            m_xml.writeEndElement();
        }
    }

    void writeCircle(scene::ItemPoint middle, double radius)
    {
        m_xml.writeEmptyElement(QStringLiteral("circle"));
        m_xml.writeAttribute(QStringLiteral("cx"), number(middle.x));
        m_xml.writeAttribute(QStringLiteral("cy"), number(middle.y));
        m_xml.writeAttribute(QStringLiteral("r"), number(radius));
    }

    /// `what`: fill or stroke.
    void writePaint(const char* what, const std::array<float, 4>& colour)
    {
        const QString name = QLatin1StringView(what);
        m_xml.writeAttribute(name, QColor::fromRgbF(colour[0], colour[1], colour[2]).name());
        m_xml.writeAttribute(name + QStringLiteral("-opacity"), number(colour[3]));
    }

    const SvgSubject& m_subject;
    double m_closeness, m_density;
    QXmlStreamWriter m_xml;
};

} // namespace

std::expected<QByteArray, Error> svgOf(const SvgSubject& subject)
{
    const double closeness = render::closenessFor(subject.nodeRadius);
    const scene::View view{subject.camera, subject.nodeRadius, {}, closeness > 0 ? render::strokeReach : 0};
    constexpr std::uint32_t all = 0xffff'ffffU;
    const scene::ChosenBlocks nodes = scene::chooseNodes(*subject.index, view, all);
    const scene::ChosenBlocks edges = scene::chooseEdges(*subject.index, view, all);
    const std::uint64_t inView = std::uint64_t{nodes.elements} + edges.elements;
    if (inView > mostSvgElements) {
        const QString words = QCoreApplication::translate("SvgPicture", "There are %1 nodes and edges in view, and an SVG holds at most %2. Zoom in, or hide some by a filter.")
                                  .arg(countText(inView), countText(mostSvgElements));
        return std::unexpected(Error{words.toStdString()});
    }
    const render::StrokeView strokes{subject.camera.itemFromWorld(),
                                     QSize(static_cast<int>(std::ceil(subject.camera.width())), static_cast<int>(std::ceil(subject.camera.height()))),
                                     static_cast<float>(subject.nodeRadius),
                                     1,
                                     static_cast<float>(render::thinnedFrom(subject.nodeRadius, 1)),
                                     {closeness, subject.style.curvedEdges}};
    std::vector<render::SeenEdge> seen;
    for (const std::uint32_t block : edges.numbers)
        render::gatherSeen(*subject.scene, *subject.index->edges.blocks[block], strokes, seen);
    QByteArray svg;
    SvgWriter(subject, svg).write(render::strokesOf(*subject.scene, seen, strokes), nodes);
    return svg;
}

} // namespace weir::ui
