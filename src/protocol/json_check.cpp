#include "protocol/json_check.h"
#include "graph/utf8.h"
#include "protocol/cut_text.h"
#include "protocol/weir_bfbs_generated.h"
#include <algorithm>
#include <charconv>
#include <cmath>
#include <flatbuffers/reflection.h>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>

namespace weir::protocol {

namespace {

constexpr unsigned deepest = 64;

struct Shape;

/// What a value must be.
struct Kind {
    enum class Of : std::uint8_t { Truth, Natural, Integer, Float, Double, Hex, Name, Text, Object, Body } of = Of::Truth;
    bool list = false;                              // of these
    std::uint64_t most = 0;                         // of a Natural
    const Shape* shape = nullptr;                   // of an Object
    const reflection::Enum* names = nullptr;        // of a Name, and of a Body those of its types
};

/// The fields of a table or struct by their names.
struct Shape {
    std::unordered_map<std::string_view, Kind> fields;
};

/// The schema as it is asked for here, made once.
class Shapes final {
public:
    static const Shapes& get()
    {
        static const Shapes shapes;
        return shapes;
    }

    [[nodiscard]] const Shape& root() const { return *m_shapes.at(m_schema.root_table()); }
    [[nodiscard]] const Shape& of(const reflection::EnumVal& type) const
    {
        return *m_shapes.at(m_schema.objects()->Get(static_cast<flatbuffers::uoffset_t>(type.union_type()->index())));
    }

private:
    Shapes() : m_schema(*reflection::GetSchema(wire::MessageBinarySchema::data()))
    {
        for (const auto* object : *m_schema.objects())
            m_shapes.emplace(object, std::make_unique<Shape>());
        for (const auto* object : *m_schema.objects()) {
            for (const auto* field : *object->fields())
                m_shapes.at(object)->fields.emplace(std::string_view(field->name()->c_str(), field->name()->size()), kindOf(*field));
        }
    }

    Kind kindOf(const reflection::Field& field) const
    {
        using Of = Kind::Of;
        Kind kind;
        const auto& type = *field.type();
        kind.list = type.base_type() == reflection::Vector;
        const auto base = kind.list ? type.element() : type.base_type();
        const auto index = static_cast<flatbuffers::uoffset_t>(type.index());
        const bool hex = field.attributes() && field.attributes()->LookupByKey("hex");
        switch (base) {
        case reflection::Bool: kind.of = Of::Truth; break;
        case reflection::String: kind.of = Of::Text; break;
        case reflection::Float: kind.of = Of::Float; break;
        case reflection::Double: kind.of = Of::Double; break;
        case reflection::Long: kind.of = Of::Integer; break;
        case reflection::UByte: kind = {.of = Of::Natural, .list = kind.list, .most = 0xff}; break;
        case reflection::UShort: kind = {.of = Of::Natural, .list = kind.list, .most = 0xffff}; break;
        case reflection::UInt: kind = {.of = Of::Natural, .list = kind.list, .most = 0xffff'ffff}; break;
        case reflection::ULong: kind = {.of = hex ? Of::Hex : Of::Natural, .list = kind.list, .most = ~std::uint64_t{0}}; break;
        case reflection::Obj: kind.of = Of::Object; kind.shape = m_shapes.at(m_schema.objects()->Get(index)).get(); break;
        case reflection::UType: kind.of = Of::Name; break;
        case reflection::Union: kind.of = Of::Body; break;
        default: FLATBUFFERS_ASSERT(false && "a type that the schema does not use");
        }
        if (type.index() >= 0 && base != reflection::Obj) {   // of an enumeration
            kind.names = m_schema.enums()->Get(index);
            kind.of = base == reflection::Union ? Of::Body : Of::Name;
        }
        return kind;
    }

    const reflection::Schema& m_schema;
    std::map<const reflection::Object*, std::unique_ptr<Shape>> m_shapes;
};

bool isDigit(char c) { return c >= '0' && c <= '9'; }

/// One walk over one text. A function that returns false has said what is wrong.
class Walk final {
public:
    explicit Walk(std::string_view text) : m_text(text) {}

    [[nodiscard]] std::expected<void, Error> message()
    {
        blank();
        if (object(&Shapes::get().root()) && (blank(), m_at != m_text.size()))
            fail("something follows the message");
        if (m_fault.empty())
            return {};
        std::string where = m_field.empty() ? std::string() : "\"" + std::string(textForPeople(m_field)) + "\": ";
        return std::unexpected(Error{where + m_fault + ", at byte " + std::to_string(m_at)});
    }

private:
    bool fail(std::string what)
    {
        if (m_fault.empty())
            m_fault = std::move(what);
        return false;
    }
    [[nodiscard]] char next() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }
    bool take(char c)
    {
        if (next() != c || m_at == m_text.size())
            return false;
        ++m_at;
        return true;
    }
    void blank()
    {
        while (m_at < m_text.size() && (m_text[m_at] == ' ' || m_text[m_at] == '\t' || m_text[m_at] == '\n' || m_text[m_at] == '\r'))
            ++m_at;
    }

    /// The text between quotes as it stands there; false where it is none.
    bool quoted(std::string_view& raw)
    {
        if (!take('"'))
            return fail("a text in double quotes is missing");
        const std::size_t begin = m_at;
        for (; m_at < m_text.size(); ++m_at) {
            const char c = m_text[m_at];
            if (c == '"') {
                raw = m_text.substr(begin, m_at++ - begin);
                return true;
            }
            if (static_cast<unsigned char>(c) < 0x20)
                return fail("a control character stands in a text unescaped");
            if (c == '\\' && !escape())
                return false;
        }
        return fail("a text has no end");
    }
    /// Ends at its last character.
    bool escape()
    {
        ++m_at;
        if (next() != 'u')
            return std::string_view("\"\\/bfnrt").find(next()) != std::string_view::npos || fail("an escape that JSON does not know");
        std::uint32_t unit = 0, second = 0;
        if (!codeUnit(unit))
            return false;
        if (unit < 0xd800 || unit > 0xdfff)
            return true;
        if (unit < 0xdc00 && m_text.substr(m_at + 1, 2) == "\\u") {
            m_at += 2;
            if (!codeUnit(second))
                return false;
        }
        return second >= 0xdc00 && second <= 0xdfff ? true : fail("half of a pair of surrogates");
    }
    /// uXXXX, from the u on, to the last X.
    bool codeUnit(std::uint32_t& unit)
    {
        const std::string_view digits = m_text.substr(std::min(m_at + 1, m_text.size()), 4);
        if (digits.size() != 4 || std::from_chars(digits.data(), digits.data() + 4, unit, 16).ptr != digits.data() + 4)
            return fail("\\u wants four hexadecimal digits");
        m_at += 4;
        return true;
    }

    bool digits()
    {
        if (!isDigit(next()))
            return fail("this is no number as JSON has them");
        while (isDigit(next()))
            ++m_at;
        return true;
    }
    bool number(std::string_view& raw, bool& whole)
    {
        const std::size_t begin = m_at;
        take('-');
        if (!take('0') && !digits())
            return false;
        if (isDigit(next()))
            return fail("a number begins with 0");
        whole = true;
        if (take('.')) {
            whole = false;
            if (!digits())
                return false;
        }
        if (take('e') || take('E')) {
            whole = false;
            static_cast<void>(take('+') || take('-'));
            if (!digits())
                return false;
        }
        raw = m_text.substr(begin, m_at - begin);
        return true;
    }
    bool word(std::string_view name)
    {
        if (m_text.substr(m_at, name.size()) != name)
            return fail("this is no value of JSON");
        m_at += name.size();
        return true;
    }

    /// Members up to the closing brace. Without a shape they may be anything.
    bool object(const Shape* shape)
    {
        if (!take('{'))
            return fail("an object is missing");
        if (++m_depth > deepest)
            return fail("nested deeper than " + std::to_string(deepest));
        const bool isRoot = m_depth == 1;
        blank();
        for (bool first = true; !take('}'); first = false) {
            if (!first && !take(','))
                return fail("a comma or the end of an object is missing");
            blank();
            std::string_view name;
            if (!quoted(name))
                return false;
            if (isRoot && first && name != "body_type")   // so that a glance can tell what a message is
                return fail("\"body_type\" comes first");
            blank();
            if (!take(':'))
                return fail("a colon is missing");
            blank();
            const std::string_view outer = std::exchange(m_field, name);
            if (!member(shape, name))
                return false;
            m_field = outer;
            blank();
        }
        --m_depth;
        return true;
    }
    bool member(const Shape* shape, std::string_view name)
    {
        if (!shape)
            return anything();
        // A name may be escaped, and the library would know it then; none of ours needs to be.
        if (name.find('\\') != std::string_view::npos)
            return fail("a name of a field is escaped");
        const auto known = shape->fields.find(name);
        if (known == shape->fields.end())
            return anything();
        return known->second.list ? list(&known->second) : value(known->second);
    }
    bool list(const Kind* kind)
    {
        if (!take('['))
            return fail("a list is missing");
        if (++m_depth > deepest)
            return fail("nested deeper than " + std::to_string(deepest));
        blank();
        for (bool first = true; !take(']'); first = false) {
            if (!first && !take(','))
                return fail("a comma or the end of a list is missing");
            blank();
            if (kind ? !value(*kind) : !anything())
                return false;
            blank();
        }
        --m_depth;
        return true;
    }
    bool anything()
    {
        std::string_view raw;
        bool whole = false;
        switch (next()) {
        case '{': return object(nullptr);
        case '[': return list(nullptr);
        case '"': return quoted(raw);
        case 't': return word("true");
        case 'f': return word("false");
        case 'n': return word("null");
        default: return number(raw, whole);
        }
    }

    bool value(const Kind& kind)
    {
        std::string_view raw;
        switch (kind.of) {
        case Kind::Of::Truth: return next() == 't' || next() == 'f' ? anything() : fail("true or false is wanted");
        case Kind::Of::Text: return quoted(raw);
        case Kind::Of::Object: return object(kind.shape);
        case Kind::Of::Natural: {
            std::uint64_t number = 0;
            return wholeNumber(number) && (number <= kind.most || fail("a number beyond " + std::to_string(kind.most)));
        }
        case Kind::Of::Integer: {
            std::int64_t number = 0;
            return wholeNumber(number);
        }
        case Kind::Of::Float: return fraction<float>();
        case Kind::Of::Double: return fraction<double>();
        case Kind::Of::Hex: return hex();
        case Kind::Of::Name: return name(kind);
        case Kind::Of::Body: return m_body ? object(m_body) : fail("no \"body_type\" stands before it");
        }
        return false;
    }
    template <typename Number>
    bool wholeNumber(Number& value)
    {
        std::string_view raw;
        bool whole = false;
        if (next() == '"' || !number(raw, whole) || !whole)
            return fail("a whole number is wanted");
        const auto read = std::from_chars(raw.data(), raw.data() + raw.size(), value);
        return read.ec == std::errc() && read.ptr == raw.data() + raw.size() ? true : fail("a number beyond its type");
    }
    template <typename Number>
    bool fraction()
    {
        std::string_view raw;
        bool whole = false;
        if (next() == '"' || !number(raw, whole))
            return fail("a number is wanted");
        double wide = 0;
        const char* const end = raw.data() + raw.size();
        if (std::from_chars(raw.data(), end, wide).ec != std::errc())
            return fail("a number beyond its type");
        Number own{};
        const bool small = std::abs(wide) < 1;   // what is too small for its type is nothing
        return small || std::from_chars(raw.data(), end, own).ec == std::errc() ? true : fail("a number beyond its type");
    }
    bool hex()
    {
        std::string_view raw;
        constexpr std::string_view digits = "0123456789abcdef";
        if (next() != '"' || !quoted(raw) || !raw.starts_with("0x") || raw.size() < 3 || raw.size() > 18
            || raw.find_first_not_of(digits, 2) != std::string_view::npos)
            return fail("a text of 0x and up to 16 lower-case hexadecimal digits is wanted");
        return true;
    }
    bool name(const Kind& kind)
    {
        std::string_view raw;
        if (next() != '"' || !quoted(raw))
            return fail("a name in double quotes is wanted");
        for (const auto* one : *kind.names->values()) {
            if (raw != std::string_view(one->name()->c_str(), one->name()->size()))
                continue;
            if (!kind.names->is_union())
                return true;
            if (one->value() == 0)
                break;   // what stands for no message
            m_body = &Shapes::get().of(*one);
            return true;
        }
        const char* const what = kind.names->is_union() ? "an unknown message" : "none of its names";
        return fail("\"" + textForPeople(raw) + "\" is " + what);
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    unsigned m_depth = 0;
    const Shape* m_body = nullptr;   // of the type that was read
    std::string_view m_field;        // whose value is read
    std::string m_fault;
};

} // namespace

std::expected<void, Error> checkJson(std::string_view text)
{
    if (text.find('\0') != std::string_view::npos)
        return std::unexpected(Error{"it has a NUL byte"});
    if (!graph::isUtf8(text))
        return std::unexpected(Error{"it is not UTF-8"});
    return Walk(text).message();
}

} // namespace weir::protocol
