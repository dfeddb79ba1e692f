#include "source/file/graphml_reader.h"
#include "source/text_check.h"
#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace weir::source {

namespace {

std::string utf8(QStringView text) { return text.toUtf8().toStdString(); }

} // namespace

std::expected<void, Error> GraphMlReader::read()
{
    while (going() && !m_xml.atEnd()) {
        if (m_xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        const QString name = m_xml.name().toString();
        if (!m_rootSeen && name != u"graphml") {
            fail(m_xml.lineNumber(), "the file is XML but not GraphML: its root is <" + cleaned(utf8(name), 60) + ">");
        } else if (name == u"graph") {
            m_directedByDefault = m_xml.attributes().value("edgedefault"_L1) != u"undirected";
        } else if (name == u"key") {
            readKey();
        } else if (name == u"node" || name == u"edge") {
            readElement(name);
        }
        m_rootSeen = true;
    }
    if (going() && m_xml.hasError())
        fail(m_xml.lineNumber(), utf8(m_xml.errorString()));
    if (going())
        takePostponed();
    if (!m_fault.text.empty())
        return std::unexpected(m_fault);
    return {};
}

void GraphMlReader::readKey()
{
    const auto attributes = m_xml.attributes();
    const QString id = attributes.value("id"_L1).toString();
    const QString name = attributes.value("attr.name"_L1).toString().toLower();
    Key key{name.isEmpty() ? id.toLower() : name, attributes.value("for"_L1).toString(), {}};
    while (m_xml.readNextStartElement()) {
        if (m_xml.name() == u"default")
            key.fallback = m_xml.readElementText(QXmlStreamReader::SkipChildElements);
        else
            m_xml.skipCurrentElement();
    }
    m_keys[id] = key;
}

void GraphMlReader::readElement(const QString& kind)
{
    Element element;
    element.line = m_xml.lineNumber();
    const auto attributes = m_xml.attributes();
    element.key = utf8(attributes.value("id"_L1));
    element.source = utf8(attributes.value("source"_L1));
    element.target = utf8(attributes.value("target"_L1));
    if (attributes.hasAttribute("directed"_L1))
        element.directed = attributes.value("directed"_L1) == u"true";
    for (const auto& [id, key] : m_keys) {
        if (!key.fallback.isEmpty() && (key.kind == kind || key.kind == u"all" || key.kind.isEmpty()))
            element.attributes[key.name] = key.fallback;
    }
    while (going() && m_xml.readNextStartElement()) {
        if (m_xml.name() == u"data") {
            readData(element, kind);
        } else if (m_xml.name() == u"graph") {
            // A nested graph: its parent is complete but for what follows, and its children are read by read().
            kind == u"node" ? takeNode(element) : takeEdge(element);
            return;
        } else {
            m_xml.skipCurrentElement();
        }
    }
    if (going() && !m_xml.hasError())
        kind == u"node" ? takeNode(element) : takeEdge(element);
}

void GraphMlReader::readData(Element& element, const QString& kind)
{
    const auto key = m_keys.find(m_xml.attributes().value("key"_L1).toString());
    const bool known =
        key != m_keys.end() && (key->second.kind == kind || key->second.kind == u"all" || key->second.kind.isEmpty());
    if (known)
        element.attributes[key->second.name] = m_xml.readElementText(QXmlStreamReader::SkipChildElements).trimmed();
    else
        m_xml.skipCurrentElement();
}

void GraphMlReader::takeNode(const Element& element)
{
    const auto text = [&](const char16_t* name) {
        const auto found = element.attributes.find(QString::fromUtf16(name));
        return found == element.attributes.end() ? std::string{} : utf8(found->second);
    };
    KeyedFeed::NodeState state;
    state.label = text(u"label");
    if (state.label.empty())
        state.label = text(u"name");
    const bool positioned =
        element.attributes.contains(QStringLiteral("x")) && element.attributes.contains(QStringLiteral("y"));
    const bool sized = element.attributes.contains(QStringLiteral("size"));
    state.motion.positioned = positioned;
    state.motion.x = positioned ? number(element, u"x", 0) : 0;
    state.motion.y = positioned ? number(element, u"y", 0) : 0;
    state.motion.size = number(element, u"size", 1);
    state.colour = colour(element);
    if (!going())
        return;
    if (m_graph.feed().findNode(element.key))
        return fail(element.line, "the node " + quoted(element.key) + " is there twice");
    if (const auto set = m_graph.setNode(element.key, state, sized); !set)
        fail(element.line, set.error().text);
}

void GraphMlReader::takeEdge(const Element& element)
{
    KeyedFeed::EdgeState edge;
    edge.directed = element.directed.value_or(m_directedByDefault);
    edge.weight = number(element, u"weight", 1);
    if (!going())
        return;
    if (element.source.empty() || element.target.empty())
        return fail(element.line, "an edge needs a source and a target");
    const auto source = m_graph.feed().findNode(element.source), target = m_graph.feed().findNode(element.target);
    if (!source || !target) {
        m_postponed.push_back({element.line, element.source, element.target, edge});
        return;
    }
    edge.source = *source;
    edge.target = *target;
    m_graph.addEdge(edge);
}

void GraphMlReader::takePostponed()
{
    for (Postponed& postponed : m_postponed) {
        for (const std::string& end : {postponed.source, postponed.target}) {
            if (!m_graph.feed().findNode(end))
                return fail(postponed.line, "there is no node " + quoted(end));
        }
        postponed.edge.source = *m_graph.feed().findNode(postponed.source);
        postponed.edge.target = *m_graph.feed().findNode(postponed.target);
        m_graph.addEdge(postponed.edge);
    }
}

float GraphMlReader::number(const Element& element, const char16_t* name, float fallback)
{
    const auto found = element.attributes.find(QString::fromUtf16(name));
    if (found == element.attributes.end())
        return fallback;
    bool valid = false;
    const float value = found->second.toFloat(&valid);
    if (valid && std::isfinite(value))
        return value;
    fail(element.line, utf8(found->first) + " is " + quoted(utf8(found->second)) + ", which is not a finite number");
    return fallback;
}

std::uint32_t GraphMlReader::colour(const Element& element)
{
    // Gephi writes r, g and b from 0 to 255; others color as #rrggbb.
    if (const auto found = element.attributes.find(QStringLiteral("color")); found != element.attributes.end()) {
        bool valid = false;
        const std::uint32_t rgb = found->second.mid(1).toUInt(&valid, 16);
        return valid && found->second.size() == 7 && found->second[0] == u'#' ? 0xff000000U | rgb : 0;
    }
    if (!element.attributes.contains(QStringLiteral("r")))
        return 0;
    const auto byte = [&](const char16_t* name) {
        return static_cast<std::uint32_t>(std::lround(std::clamp(number(element, name, 0), 0.0F, 255.0F)));
    };
    return 0xff000000U | byte(u"r") << 16 | byte(u"g") << 8 | byte(u"b");
}

void GraphMlReader::fail(qint64 line, const std::string& cause)
{
    if (m_fault.text.empty())
        m_fault.text = std::to_string(line) + ": " + cause;
}

} // namespace weir::source
