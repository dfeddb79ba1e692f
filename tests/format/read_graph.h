#pragma once
#include "format/graph_sink.h"
#include "format/text_check.h"
#include "format/value_text.h"
#include <QtCore/QString>
#include <QtCore/QStringList>
#include <array>
#include <map>
#include <vector>

/// A sink that keeps what a reader tells it, and says it in words that a test can state.
class ReadGraph final : public weir::format::GraphSink {
public:
    [[nodiscard]] std::expected<weir::Slot, weir::Error> setNode(std::string_view key, const Node& node) override
    {
        if (const auto kept = weir::format::checkKey(key); !kept)
            return std::unexpected(kept.error());
        if (const auto kept = weir::format::checkText("the label", node.label, weir::format::mostLabelBytes); !kept)
            return std::unexpected(kept.error());
        const auto [found, born] = m_slots.emplace(key, static_cast<weir::Slot>(m_nodes.size()));
        if (born)
            m_nodes.push_back({std::string(key), {}, {}});
        const std::string label = node.label.empty() ? m_nodes[found->second].node.label : node.label;
        m_nodes[found->second].node = node;
        m_nodes[found->second].node.label = label;
        return found->second;
    }
    [[nodiscard]] std::optional<weir::Slot> findNode(std::string_view key) const override
    {
        const auto found = m_slots.find(key);
        return found == m_slots.end() ? std::nullopt : std::optional(found->second);
    }
    [[nodiscard]] Node node(weir::Slot slot) const override
    {
        Node node = m_nodes.at(slot).node;
        node.label.clear();
        return node;
    }
    weir::Slot addEdge(const Edge& edge) override
    {
        if (edge.source >= m_nodes.size() || edge.target >= m_nodes.size())
            qFatal("an edge without its ends");
        m_edges.push_back({edge, {}});
        return static_cast<weir::Slot>(m_edges.size() - 1);
    }
    void setEdgeWeight(weir::Slot edge, float weight) override { m_edges.at(edge).edge.weight = weight; }
    [[nodiscard]] std::optional<weir::graph::Category> category(weir::ElementKind kind, std::string_view name) override
    {
        if (name.empty())
            return 0;
        std::vector<std::string>& names = m_categories[kind == weir::ElementKind::Edge];
        const auto found = std::ranges::find(names, name);
        const auto number = static_cast<std::size_t>(found - names.begin()) + 1;
        if (found == names.end())
            names.emplace_back(name);
        return static_cast<weir::graph::Category>(number);
    }
    [[nodiscard]] std::optional<weir::graph::AttributeNumber> attribute(weir::ElementKind kind, std::string_view name,
                                                                        weir::graph::AttributeKind valueKind) override
    {
        std::vector<Column>& columns = m_columns[kind == weir::ElementKind::Edge];
        const auto found = std::ranges::find(columns, name, &Column::name);
        const auto number = static_cast<weir::graph::AttributeNumber>(found - columns.begin());
        if (columns.size() == mostColumns && found == columns.end())
            return std::nullopt;
        if (found == columns.end())
            columns.push_back({std::string(name), valueKind});
        return number;
    }
    void setAttribute(weir::ElementKind kind, weir::Slot slot, weir::graph::AttributeNumber column,
                      const weir::graph::AttributeValue& value) override
    {
        valuesOf(kind, slot)[column] = weir::format::writtenValue(value);
    }
    void setWritten(weir::ElementKind kind, weir::Slot slot, weir::graph::AttributeNumber column, std::string_view text,
                    weir::format::DecimalSign) override
    {
        valuesOf(kind, slot)[column] = std::string(text);
    }
    [[nodiscard]] std::uint64_t nodeCount() const override { return m_nodes.size(); }
    [[nodiscard]] std::uint64_t edgeCount() const override { return m_edges.size(); }
    [[nodiscard]] bool stopped() const override { return m_nodes.size() + m_edges.size() >= stopAt; }

    /// "a 'label' 1,2 *3 #ff0000 [kind] {age=3, name=x}; b": keys in the order of their birth, with what is not usual of them: a label, a
    /// place, a size that the file says, a colour, a category, attributes in the order of their columns.
    [[nodiscard]] QString nodes() const
    {
        QStringList all;
        for (const Known& known : m_nodes) {
            QString words = QString::fromStdString(known.key);
            if (!known.node.label.empty())
                words += QStringLiteral(" '") + QString::fromStdString(known.node.label) + u'\'';
            if (known.node.motion.positioned)
                words += QStringLiteral(" %1,%2").arg(known.node.motion.x).arg(known.node.motion.y);
            if (known.node.sized)
                words += QStringLiteral(" *%1").arg(known.node.motion.size);
            if (known.node.colour != 0)
                words += QStringLiteral(" #") + QString::number(known.node.colour & 0xffffffU, 16).rightJustified(6, u'0');
            all << words + kindWords(weir::ElementKind::Node, known.node.category) + valueWords(weir::ElementKind::Node, known.values);
        }
        return all.join(QStringLiteral("; "));
    }
    /// "a>b 2 [kind] {since=2020}; b-c": > directed, - not; a weight that is not 1; a category; attributes. In the order of the file.
    [[nodiscard]] QString edges() const
    {
        QStringList all;
        for (const KnownEdge& known : m_edges) {
            QString words = keyOf(known.edge.source) + (known.edge.directed ? u'>' : u'-') + keyOf(known.edge.target);
            if (known.edge.weight != 1)
                words += QStringLiteral(" %1").arg(known.edge.weight);
            all << words + kindWords(weir::ElementKind::Edge, known.edge.category) + valueWords(weir::ElementKind::Edge, known.values);
        }
        return all.join(QStringLiteral("; "));
    }
    /// "age number, name text": as they were declared, in the order of their numbers.
    [[nodiscard]] QString columns(weir::ElementKind kind) const
    {
        QStringList all;
        for (const Column& column : m_columns[kind == weir::ElementKind::Edge])
            all << QString::fromStdString(column.name) + u' ' + QLatin1String(nameOf(column.kind));
        return all.join(QStringLiteral(", "));
    }
    [[nodiscard]] QString reportText() { return QString::fromStdString(report().text()); }

    std::size_t stopAt = SIZE_MAX;   ///< elements after which nobody wants more
    std::size_t mostColumns = 64;    ///< of a kind of element

private:
    using Values = std::map<weir::graph::AttributeNumber, std::string>;
    struct Known {
        std::string key;
        Node node;
        Values values;
    };
    struct KnownEdge {
        Edge edge;
        Values values;
    };
    struct Column {
        std::string name;
        weir::graph::AttributeKind kind;
    };

    [[nodiscard]] static const char* nameOf(weir::graph::AttributeKind kind)
    {
        switch (kind) {
        case weir::graph::AttributeKind::Number: return "number";
        case weir::graph::AttributeKind::Text: return "text";
        case weir::graph::AttributeKind::Flag: return "flag";
        case weir::graph::AttributeKind::Time: return "time";
        }
        return "";
    }
    [[nodiscard]] QString keyOf(weir::Slot node) const { return QString::fromStdString(m_nodes.at(node).key); }
    [[nodiscard]] Values& valuesOf(weir::ElementKind kind, weir::Slot slot)
    {
        return kind == weir::ElementKind::Node ? m_nodes.at(slot).values : m_edges.at(slot).values;
    }
    [[nodiscard]] QString kindWords(weir::ElementKind kind, weir::graph::Category category) const
    {
        if (category == 0)
            return {};
        return QStringLiteral(" [") + QString::fromStdString(m_categories[kind == weir::ElementKind::Edge].at(category - 1U)) + u']';
    }
    [[nodiscard]] QString valueWords(weir::ElementKind kind, const Values& values) const
    {
        QStringList all;
        for (const auto& [column, text] : values)
            all << QString::fromStdString(m_columns[kind == weir::ElementKind::Edge].at(column).name) + u'=' + QString::fromStdString(text);
        return all.isEmpty() ? QString() : QStringLiteral(" {") + all.join(QStringLiteral(", ")) + u'}';
    }

    std::map<std::string, weir::Slot, std::less<>> m_slots;
    std::vector<Known> m_nodes;
    std::vector<KnownEdge> m_edges;
    std::array<std::vector<std::string>, 2> m_categories;   // nodes', edges'
    std::array<std::vector<Column>, 2> m_columns;
};
