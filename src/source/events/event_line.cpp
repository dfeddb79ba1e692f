#include "source/events/event_line.h"
#include "source/text_check.h"
#include <cmath>
#include <limits>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

namespace weir::source {

namespace {

std::string utf8(const QString& text) { return text.toUtf8().toStdString(); }

/// Reads attributes of one element; remembers the first fault.
class Attributes final {
public:
    Attributes(const QJsonObject& object, std::string element) : m_object(object), m_element(std::move(element)) {}

    [[nodiscard]] std::optional<std::string> text(const char* name, std::size_t mostBytes)
    {
        const QJsonValue value = valueOf(name);
        if (value.isUndefined() || value.isNull())
            return std::nullopt;
        std::string text;
        if (value.isString())
            text = utf8(value.toString());
        else if (value.isDouble())
            text = utf8(value.toVariant().toString());
        else
            return fail(name, "must be a text"), std::nullopt;
        if (const auto kept = checkText(std::string(name) + " of " + m_element, text, mostBytes); !kept)
            return note(kept.error()), std::nullopt;
        return text;
    }

    [[nodiscard]] std::optional<float> number(const char* name, float lowest = std::numeric_limits<float>::lowest())
    {
        const QJsonValue value = valueOf(name);
        if (value.isUndefined() || value.isNull())
            return std::nullopt;
        constexpr double most = std::numeric_limits<float>::max();
        if (!value.isDouble() || !(std::abs(value.toDouble()) <= most))
            return fail(name, "must be a number that a 32-bit float can hold"), std::nullopt;
        if (value.toDouble() < static_cast<double>(lowest))
            return fail(name, "must not be negative"), std::nullopt;
        return static_cast<float>(value.toDouble());
    }

    [[nodiscard]] std::optional<bool> truth(const char* name)
    {
        const QJsonValue value = valueOf(name);
        if (value.isUndefined() || value.isNull())
            return std::nullopt;
        if (!value.isBool())
            return fail(name, "must be true or false"), std::nullopt;
        return value.toBool();
    }

    /// `color` as "#rrggbb", or r, g and b from 0 to 1.
    [[nodiscard]] std::optional<std::uint32_t> colour()
    {
        const QJsonValue value = valueOf("color");
        if (value.isString()) {
            const QString text = value.toString();
            bool valid = false;
            const std::uint32_t rgb = text.mid(1).toUInt(&valid, 16);
            if (!valid || text.size() != 7 || text[0] != u'#')
                return fail("color", "must look like #3366cc"), std::nullopt;
            return 0xff000000U | rgb;
        }
        const std::optional<float> red = number("r", 0), green = number("g", 0), blue = number("b", 0);
        if (!red && !green && !blue)
            return std::nullopt;
        const auto byte = [](std::optional<float> share) {
            return static_cast<std::uint32_t>(std::lround(std::min(share.value_or(0), 1.0F) * 255));
        };
        return 0xff000000U | byte(red) << 16 | byte(green) << 8 | byte(blue);
    }

    [[nodiscard]] const std::optional<Error>& fault() const { return m_fault; }

private:
    [[nodiscard]] QJsonValue valueOf(const char* name) const { return m_object.value(QLatin1String(name)); }
    void fail(const char* name, const char* rule) { note({std::string(name) + " of " + m_element + ' ' + rule}); }
    void note(const Error& fault)
    {
        if (!m_fault)
            m_fault = fault;
    }

    const QJsonObject m_object;
    std::string m_element;
    std::optional<Error> m_fault;
};

std::expected<EventLine::NodeEvent, Error> nodeEvent(const std::string& key, const QJsonObject& object)
{
    Attributes attributes(object, "node " + quoted(key));
    EventLine::NodeEvent event;
    event.key = key;
    event.label = attributes.text("label", mostLabelBytes);
    event.category = attributes.text("category", mostKeyBytes);
    event.size = attributes.number("size", 0);
    event.x = attributes.number("x");
    event.y = attributes.number("y");
    event.colour = attributes.colour();
    if (attributes.fault())
        return std::unexpected(*attributes.fault());
    return event;
}

std::expected<EventLine::EdgeEvent, Error> edgeEvent(const std::string& key, const QJsonObject& object)
{
    Attributes attributes(object, "edge " + quoted(key));
    EventLine::EdgeEvent event;
    event.key = key;
    event.source = attributes.text("source", mostKeyBytes);
    event.target = attributes.text("target", mostKeyBytes);
    event.directed = attributes.truth("directed");
    event.weight = attributes.number("weight");
    if (attributes.fault())
        return std::unexpected(*attributes.fault());
    return event;
}

/// Calls `take(key, object)` for every element under `operation`; it gives std::expected<void, Error>.
template <typename Take>
std::expected<void, Error> forEachElement(const QString& operation, const QJsonValue& elements, Take&& take)
{
    if (!elements.isObject())
        return std::unexpected(Error{utf8(operation) + " must be an object with the elements' keys"});
    const QJsonObject object = elements.toObject();
    for (auto element = object.begin(); element != object.end(); ++element) {
        const std::string key = utf8(element.key());
        if (key.empty())
            return std::unexpected(Error{"a key under " + utf8(operation) + " is empty"});
        if (const auto kept = checkText("the key " + quoted(key), key, mostKeyBytes); !kept)
            return kept;
        if (!element->isObject() && !element->isNull())
            return std::unexpected(Error{utf8(operation) + ' ' + quoted(key) + " must be an object of attributes"});
        if (auto taken = take(key, element->toObject()); !taken)
            return taken;
    }
    return {};
}

} // namespace

std::expected<EventLine, Error> EventLine::parse(std::string_view json)
{
    QJsonParseError fault;
    const QJsonDocument document =
        QJsonDocument::fromJson(QByteArray::fromRawData(json.data(), static_cast<qsizetype>(json.size())), &fault);
    if (fault.error != QJsonParseError::NoError) {
        return std::unexpected(
            Error{"not JSON: " + utf8(fault.errorString()) + " at byte " + std::to_string(fault.offset + 1)});
    }
    if (!document.isObject())
        return std::unexpected(Error{"not a JSON object"});

    EventLine line;
    const auto into = [](auto& events, auto read) {
        return [&events, read](const std::string& key, const QJsonObject& object) -> std::expected<void, Error> {
            auto event = read(key, object);
            if (!event)
                return std::unexpected(event.error());
            events.push_back(std::move(*event));
            return {};
        };
    };
    const auto keysInto = [](std::vector<std::string>& keys) {
        return [&keys](const std::string& key, const QJsonObject&) -> std::expected<void, Error> {
            keys.push_back(key);
            return {};
        };
    };
    const QJsonObject operations = document.object();
    for (auto at = operations.begin(); at != operations.end(); ++at) {
        const QString name = at.key();
        std::expected<void, Error> taken;
        if (name == u"an")
            taken = forEachElement(name, *at, into(line.addedNodes, nodeEvent));
        else if (name == u"cn")
            taken = forEachElement(name, *at, into(line.changedNodes, nodeEvent));
        else if (name == u"dn")
            taken = forEachElement(name, *at, keysInto(line.removedNodes));
        else if (name == u"ae")
            taken = forEachElement(name, *at, into(line.addedEdges, edgeEvent));
        else if (name == u"ce")
            taken = forEachElement(name, *at, into(line.changedEdges, edgeEvent));
        else if (name == u"de")
            taken = forEachElement(name, *at, keysInto(line.removedEdges));
        else
            taken = std::unexpected(
                Error{"unknown operation " + quoted(utf8(name)) + "; there are an, cn, dn, ae, ce, de"});
        if (!taken)
            return std::unexpected(taken.error());
    }
    return line;
}

} // namespace weir::source
