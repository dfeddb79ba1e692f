#pragma once
#include "graph/changes/change_set.h"
#include "graph/graph_store.h"
#include "pipeline/columns/column_counting.h"
#include "pipeline/columns/column_tests.h"
#include "pipeline/look/look_settings.h"
#include <array>
#include <cmath>
#include <memory>
#include <string>

/// A small firm: 600 people with "age" (19 to 66), "salary" (over decades), "department" (of 30), "manager" and "since" (from 2010 on, a day
/// and a half apart); every tenth says nothing but an age, every twentieth is a guest; "load" is a value of 0 to 49. 599 edges, each to the person before, with "kind" and weights 1 to 5.
class AttributedGraph final {
public:
    static constexpr weir::Slot people = 600;

    AttributedGraph()
    {
        using namespace weir;
        using graph::AttributeKind;
        graph::Schema schema;
        schema.title = "A firm";
        schema.nodeCategories = {"person", "guest"};
        schema.edgeCategories = {"", "reports to"};
        schema.nodeValues = {{"load", "%"}};
        schema.nodeAttributes = {{"age", AttributeKind::Number},
                                 {"salary", AttributeKind::Number},
                                 {"department", AttributeKind::Text},
                                 {"manager", AttributeKind::Flag},
                                 {"since", AttributeKind::Time}};
        schema.edgeAttributes = {{"kind", AttributeKind::Text}};
        m_store.reset(schema);
        graph::ChangeSet set;
        set.setValueColumns(1, 0);
        for (int department = 0; department < 30; ++department)
            set.appendText(ElementKind::Node, 2,
                           "Department " + std::string(1, static_cast<char>('A' + department % 26)) + (department < 26 ? "" : "2"));
        for (const char* const kind : {"knows", "trusts", "avoids"})
            set.appendText(ElementKind::Edge, 0, kind);
        for (Slot node = 0; node < people; ++node) {
            set.setNodeIdentity(node, 1, "p" + std::to_string(node), "Person " + std::to_string(node), node % 20 == 0 ? 1 : 0);
            set.setNodeMotion(node, {static_cast<float>(node % 25), static_cast<float>(node / 25), true, 1}, std::array{static_cast<float>(node % 50)});
        }
        for (Slot edge = 0; edge + 1 < people; ++edge) {
            set.setEdgeIdentity(edge, 1, edge + 1, edge, edge % 3 == 0 ? 1 : 0, true);
            set.setEdgeMotion(edge, static_cast<float>(1 + edge % 5), {});
        }
        auto& nodes = set.attributes(ElementKind::Node);
        constexpr std::int64_t day = 24 * 3600 * std::int64_t{1'000'000};
        const auto each = [](auto&& visit) {
            for (Slot node = 0; node < people; ++node) {
                if (node % 10 != 9)
                    visit(node);
            }
        };
        for (Slot node = 0; node < people; ++node)
            nodes.setNumber(node, 0, std::floor(42.5 + 12 * std::sin(node * 1.7) + 11.5 * std::sin(node * 0.9)));
        each([&](Slot node) { nodes.setNumber(node, 1, std::round(std::pow(10, 2 + node % 100 * 0.04))); });
        each([&](Slot node) { nodes.setEntry(node, 2, static_cast<std::uint32_t>(std::sqrt(node * 1.5) * node / people)); });
        each([&](Slot node) { nodes.setFlag(node, 3, node % 7 == 0); });
        each([&](Slot node) { nodes.setTime(node, 4, {14'610 * day + node * day * 3 / 2}); });
        for (Slot edge = 0; edge + 1 < people; edge += 2)
            set.attributes(ElementKind::Edge).setEntry(edge, 0, edge % 3);
        [[maybe_unused]] const auto applied = m_store.apply(set.view(), 1);
        assert(applied);
    }

    [[nodiscard]] std::shared_ptr<const weir::graph::Schema> schema() const
    {
        return std::make_shared<const weir::graph::Schema>(m_store.schema());
    }

    [[nodiscard]] weir::pipeline::ColumnAnswer count(const std::vector<weir::pipeline::ColumnWish>& wishes) const
    {
        weir::pipeline::ColumnAnswer answer;
        for (const weir::pipeline::ColumnWish& wish : wishes) {
            if (!kindOf(m_store.schema(), wish.element, wish.column))
                continue;
            weir::pipeline::ColumnCounting counting(m_store, wish, nullptr);
            while (counting.advance(m_store)) {
            }
            answer.columns.push_back(counting.take());
        }
        return answer;
    }

    /// How many nodes and edges pass filters of columns.
    [[nodiscard]] std::array<int, 2> passing(const weir::pipeline::LookSettings& settings) const
    {
        using namespace weir;
        std::array<int, 2> passing{};
        for (const ElementKind kind : {ElementKind::Node, ElementKind::Edge}) {
            pipeline::ColumnTests tests;
            tests.set(kind == ElementKind::Node ? settings.nodeColumns : settings.edgeColumns, kind, m_store.schema());
            for (Slot slot = 0; slot < m_store.slots(kind); ++slot)
                passing[static_cast<std::size_t>(kind)] += tests.passes(m_store, slot) ? 1 : 0;
        }
        return passing;
    }

private:
    weir::graph::GraphStore m_store;
};
