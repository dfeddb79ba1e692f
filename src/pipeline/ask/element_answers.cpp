#include "pipeline/ask/element_answers.h"
#include "pipeline/ask/element_words.h"

namespace weir::pipeline {

ElementDetails ElementAnswers::details(std::uint64_t epochVersion, ElementKind kind, Slot slot) const
{
    const Slot storeSlot = m_model.isOf(epochVersion) ? m_model.storeSlot(kind, slot) : noSlot;
    ElementDetails details = kind == ElementKind::Node ? nodeDetails(storeSlot) : edgeDetails(storeSlot);
    details.kind = kind;
    details.slot = slot;
    return details;
}

namespace {

/// The value with a text of its own.
struct Owned {
    using Value = decltype(ElementDetails::Attribute::value);
    Value operator()(std::monostate) const { return {}; }
    Value operator()(std::string_view text) const { return std::string(text); }
    Value operator()(graph::Time time) const { return UtcTime(std::chrono::microseconds(time.us)); }
    template <typename T>
    Value operator()(T value) const
    {
        return value;
    }
};

std::vector<ElementDetails::Attribute> attributesOf(const graph::GraphStore& store, ElementKind kind, Slot slot)
{
    const auto& columns = kind == ElementKind::Node ? store.schema().nodeAttributes : store.schema().edgeAttributes;
    std::vector<ElementDetails::Attribute> attributes;
    store.attributes(kind).forEach(slot, [&](graph::AttributeNumber column, const graph::AttributeValue& value) {
        attributes.push_back({columns[column].name, std::visit(Owned{}, value)});
    });
    return attributes;
}

} // namespace

ElementDetails ElementAnswers::nodeDetails(Slot storeSlot) const
{
    const graph::GraphStore& store = m_model.store();
    ElementDetails details;
    if (!store.hasNode(storeSlot))
        return details;
    const graph::Schema& schema = store.schema();
    const graph::NodeIdentity node = store.nodeIdentity(storeSlot);
    details.exists = true;
    details.key = node.key;
    details.label = node.label;
    details.category = categoryName(schema.nodeCategories, node.category);
    details.degree = store.degree(storeSlot);
    details.size = store.nodeMotion(storeSlot).size;
    for (std::size_t c = 0; c < schema.nodeValues.size(); ++c)
        details.values.push_back({schema.nodeValues[c].name, schema.nodeValues[c].unit, store.nodeValue(storeSlot, c)});
    details.attributes = attributesOf(store, ElementKind::Node, storeSlot);
    return details;
}

ElementDetails ElementAnswers::edgeDetails(Slot storeSlot) const
{
    const graph::GraphStore& store = m_model.store();
    ElementDetails details;
    if (!store.hasEdge(storeSlot))
        return details;
    const graph::Schema& schema = store.schema();
    const graph::EdgeIdentity edge = store.edgeIdentity(storeSlot);
    details.exists = true;
    details.category = categoryName(schema.edgeCategories, edge.category);
    details.source = labelOf(store.nodeIdentity(edge.source));
    details.target = labelOf(store.nodeIdentity(edge.target));
    details.sourceSlot = m_model.sceneSlot(ElementKind::Node, edge.source);
    details.targetSlot = m_model.sceneSlot(ElementKind::Node, edge.target);
    details.directed = edge.directed;
    details.weight = store.edgeWeight(storeSlot);
    for (std::size_t c = 0; c < schema.edgeValues.size(); ++c)
        details.values.push_back({schema.edgeValues[c].name, schema.edgeValues[c].unit, store.edgeValue(storeSlot, c)});
    details.attributes = attributesOf(store, ElementKind::Edge, storeSlot);
    return details;
}

namespace {

/// The value as a label has it; nothing: there is none.
std::optional<LabelAnswer::Value> labelValue(const graph::GraphStore& store, ElementKind kind, Slot slot,
                                             const std::optional<Column>& column)
{
    if (!column || !kindOf(store.schema(), kind, *column))
        return std::nullopt;
    const graph::AttributeValue value = valueIn(store, kind, slot, *column);
    if (!graph::hasValue(value))
        return std::nullopt;
    return std::visit(Owned{}, value);
}

} // namespace

LabelAnswer ElementAnswers::labels(const LabelQuestion& question) const
{
    LabelAnswer answer{.number = question.number, .epochVersion = question.epochVersion, .nodes = {}, .edges = {}};
    if (!m_model.isOf(question.epochVersion))
        return answer;
    const graph::GraphStore& store = m_model.store();
    for (const Slot node : question.nodes) {
        const Slot slot = m_model.storeSlot(ElementKind::Node, node);
        if (!store.hasNode(slot))
            continue;
        const graph::NodeIdentity identity = store.nodeIdentity(slot);
        auto value = labelValue(store, ElementKind::Node, slot, question.columns.nodes);
        answer.nodes.push_back({node, identity.generation, value ? std::move(*value) : LabelAnswer::Value(std::string(labelOf(identity)))});
    }
    for (const Slot edge : question.edges) {
        const Slot slot = m_model.storeSlot(ElementKind::Edge, edge);
        if (!store.hasEdge(slot))
            continue;
        auto value = labelValue(store, ElementKind::Edge, slot, question.columns.edges);
        answer.edges.push_back({edge, value ? std::move(*value) : LabelAnswer::Value(std::string())});
    }
    return answer;
}

LinkAnswer ElementAnswers::links(std::uint64_t question, std::uint64_t epochVersion, const std::vector<Link>& links) const
{
    LinkAnswer answer{question, {}};
    if (!m_model.isOf(epochVersion))
        return answer;
    const graph::GraphStore& store = m_model.store();
    for (const Link& link : links) {
        LinkLabel label{.link = link, .text = {}, .category = {}};
        const Slot node = m_model.storeSlot(ElementKind::Node, link.node);
        const Slot edge = m_model.storeSlot(ElementKind::Edge, link.edge);
        if (store.hasNode(node))
            label.text = words(labelOf(store.nodeIdentity(node)));
        if (store.hasEdge(edge)) {
            const graph::EdgeIdentity identity = store.edgeIdentity(edge);
            label.directed = identity.directed;
            label.category = words(categoryName(store.schema().edgeCategories, identity.category));
        }
        answer.labels.push_back(std::move(label));
    }
    return answer;
}

} // namespace weir::pipeline
