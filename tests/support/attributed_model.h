#pragma once
#include "graph/changes/change_set.h"
#include "graph/graph_store.h"
#include "pipeline/columns/column_filter.h"
#include <QtTest/QTest>
#include <array>
#include <string_view>

namespace weir::pipeline {

/// Six nodes in a row, of which all but the last have four attributes: "age" 0, 10, .. 40, "team" east and west in turn, "active" yes and no
/// in turn, "since" 0 s, 1 s, .. 4 s. Five edges join them, the last to itself, with weights 0, 0.1, .. 0.4, the odd ones of the category
/// "knows", values 0 to 4 and the attribute "kind" of texts: "a" for the first two.
struct AttributedModel {
    graph::GraphStore store;
    Tick stamp = 0;

    AttributedModel()
    {
        graph::Schema schema;
        schema.edgeCategories = {"", "knows"};
        schema.edgeValues = {{"load", ""}};
        schema.nodeAttributes = {{"age", graph::AttributeKind::Number},
                                 {"team", graph::AttributeKind::Text},
                                 {"active", graph::AttributeKind::Flag},
                                 {"since", graph::AttributeKind::Time}};
        schema.edgeAttributes = {{"kind", graph::AttributeKind::Text}};
        store.reset(schema);
        graph::ChangeSet set = empty();
        set.appendText(ElementKind::Node, 1, "east");
        set.appendText(ElementKind::Node, 1, "west");
        set.appendText(ElementKind::Edge, 0, "a");
        auto& nodes = set.attributes(ElementKind::Node);
        for (Slot node = 0; node < 6; ++node) {
            set.setNodeIdentity(node, 1, "k" + std::to_string(node), "", 0);
            set.setNodeMotion(node, {static_cast<float>(node), 0, true, 1}, {});
        }
        for (Slot node = 0; node < 5; ++node)
            nodes.setNumber(node, 0, 10.0 * node);
        for (Slot node = 0; node < 5; ++node)
            nodes.setEntry(node, 1, node % 2);
        for (Slot node = 0; node < 5; ++node)
            nodes.setFlag(node, 2, node % 2 == 0);
        for (Slot node = 0; node < 5; ++node)
            nodes.setTime(node, 3, {1'000'000 * std::int64_t{node}});
        for (Slot edge = 0; edge < 5; ++edge) {
            set.setEdgeIdentity(edge, 1, edge, edge == 4 ? 4 : edge + 1, edge % 2, false);
            set.setEdgeMotion(edge, static_cast<float>(edge) / 10, std::array{static_cast<float>(edge)});
        }
        for (const Slot edge : {0U, 1U})
            set.attributes(ElementKind::Edge).setEntry(edge, 0, 0);
        apply(set);
    }

    static graph::ChangeSet empty()
    {
        graph::ChangeSet set;
        set.setValueColumns(0, 1);
        return set;
    }
    void apply(graph::ChangeSet& set)
    {
        const auto applied = store.apply(set.view(), ++stamp);
        QVERIFY2(applied.has_value(), applied ? "" : applied.error().text.c_str());
    }

    [[nodiscard]] graph::AttributeNumber number(std::string_view name) const
    {
        const auto& columns = store.schema().nodeAttributes;
        return static_cast<graph::AttributeNumber>(std::ranges::find(columns, name, &graph::AttributeColumn::name) - columns.begin());
    }
    /// Of nodes; it leaves nothing out.
    [[nodiscard]] ColumnFilter filter(std::string_view name) const
    {
        return {.column = Column::attribute(number(name)), .kind = store.schema().nodeAttributes[number(name)].kind};
    }

    void setNumber(Slot node, std::string_view name, double value)
    {
        auto set = empty();
        set.attributes(ElementKind::Node).setNumber(node, number(name), value);
        apply(set);
    }
    void setOwnText(Slot node, std::string_view name, std::string_view text)
    {
        auto set = empty();
        set.attributes(ElementKind::Node).setOwnText(node, number(name), text);
        apply(set);
    }
    void appendText(std::string_view name, std::string_view text)
    {
        auto set = empty();
        set.appendText(ElementKind::Node, number(name), text);
        apply(set);
    }
    /// The newest of its dictionary.
    void setText(Slot node, std::string_view name, std::string_view text)
    {
        auto set = empty();
        const graph::Dictionary& texts = *store.attributes(ElementKind::Node).column(number(name)).dictionary();
        QVERIFY(texts.size() > 0 && texts[texts.size() - 1] == text);
        set.attributes(ElementKind::Node).setEntry(node, number(name), texts.size() - 1);
        apply(set);
    }
};

} // namespace weir::pipeline
