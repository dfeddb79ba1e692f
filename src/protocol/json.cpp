#include "protocol/codec.h"
#include "protocol/json_check.h"
#include "protocol/weir_bfbs_generated.h"
#include <array>
#include <charconv>
#include <flatbuffers/idl.h>
#include <flatbuffers/reflection.h>

namespace weir::protocol {

namespace {

const reflection::Schema& wireSchema() { return *reflection::GetSchema(wire::MessageBinarySchema::data()); }

template <typename Number>
void appendNumber(Number number, std::string& out)
{
    std::array<char, 32> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    out.append(digits.data(), end);
}

void appendHex(std::uint64_t number, std::string& out)
{
    std::array<char, 16> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number, 16).ptr;
    out.append("\"0x").append(digits.data(), end).push_back('"');
}

void appendText(std::string_view text, std::string& out)
{
    constexpr std::string_view hexDigits = "0123456789abcdef";
    out.push_back('"');
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out.push_back('\\');
            out.push_back(c);
        } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
            out.append("\\u00");
            out.push_back(hexDigits[static_cast<unsigned char>(c) >> 4]);
            out.push_back(hexDigits[static_cast<unsigned char>(c) & 15]);
        } else {
            out.push_back(c);
        }
    }
    out.push_back('"');
}

/// A walk over a verified buffer along the schema's reflection.
class Writer final {
public:
    explicit Writer(std::string& out) : m_out(out) {}

    void table(const reflection::Object& type, const flatbuffers::Table& value)
    {
        std::vector<const reflection::Field*> present;
        for (const auto* field : *type.fields()) {
            if (value.GetOptionalFieldOffset(field->offset()) != 0)
                present.push_back(field);
        }
        // A union's type must be read before it, so that a reader of one pass can follow: declaration order does that.
        std::ranges::sort(present, {}, [](const auto* field) { return field->id(); });
        m_out.push_back('{');
        for (const auto* field : present) {
            name(*field, field == present.front());
            tableField(type, *field, value);
        }
        m_out.push_back('}');
    }

private:
    void name(const reflection::Field& field, bool first)
    {
        if (!first)
            m_out.push_back(',');
        m_out.push_back('"');
        m_out.append(field.name()->c_str(), field.name()->size()).append("\":");
    }

    void tableField(const reflection::Object& parent, const reflection::Field& field, const flatbuffers::Table& value)
    {
        switch (field.type()->base_type()) {
        case reflection::String:
            text(*flatbuffers::GetFieldS(value, field));
            break;
        case reflection::Vector:
            vector(field, *flatbuffers::GetFieldAnyV(value, field));
            break;
        case reflection::Obj: {
            const auto& object = *wireSchema().objects()->Get(static_cast<flatbuffers::uoffset_t>(field.type()->index()));
            if (object.is_struct())
                structure(object, *flatbuffers::GetFieldStruct(value, field));
            else
                table(object, *flatbuffers::GetFieldT(value, field));
            break;
        }
        case reflection::Union:
            table(flatbuffers::GetUnionType(wireSchema(), parent, field, value), *flatbuffers::GetFieldT(value, field));
            break;
        default:
            scalar(field, value.GetAddressOf(field.offset()));
        }
    }

    void structure(const reflection::Object& type, const flatbuffers::Struct& value)
    {
        std::vector<const reflection::Field*> fields(type.fields()->begin(), type.fields()->end());
        std::ranges::sort(fields, {}, [](const auto* field) { return field->offset(); });
        m_out.push_back('{');
        for (const auto* field : fields) {
            name(*field, field == fields.front());
            scalar(*field, value.GetAddressOf(field->offset()));
        }
        m_out.push_back('}');
    }

    void text(const flatbuffers::String& value) { appendText({value.data(), value.size()}, m_out); }

    void vector(const reflection::Field& field, const flatbuffers::VectorOfAny& values)
    {
        const auto element = field.type()->element();
        const auto* const bytes = values.Data();
        const std::size_t size = flatbuffers::GetTypeSize(element);
        m_out.push_back('[');
        for (flatbuffers::uoffset_t i = 0; i < values.size(); ++i) {
            if (i != 0)
                m_out.push_back(',');
            const auto* const at = bytes + i * size;
            if (element == reflection::String) {
                text(*reinterpret_cast<const flatbuffers::String*>(at + flatbuffers::ReadScalar<flatbuffers::uoffset_t>(at)));
            } else if (element == reflection::Obj) {
                const auto& object = *wireSchema().objects()->Get(static_cast<flatbuffers::uoffset_t>(field.type()->index()));
                if (object.is_struct())   // stands in the vector itself
                    structure(object, *reinterpret_cast<const flatbuffers::Struct*>(bytes + i * static_cast<std::size_t>(object.bytesize())));
                else
                    table(object, *reinterpret_cast<const flatbuffers::Table*>(at + flatbuffers::ReadScalar<flatbuffers::uoffset_t>(at)));
            } else {
                number(element, at);
            }
        }
        m_out.push_back(']');
    }

    void scalar(const reflection::Field& field, const std::uint8_t* at)
    {
        const auto type = field.type()->base_type();
        if (field.attributes() && field.attributes()->LookupByKey("hex")) {
            appendHex(flatbuffers::ReadScalar<std::uint64_t>(at), m_out);
        } else if (field.type()->index() >= 0 && type != reflection::Bool) {
            enumerator(*wireSchema().enums()->Get(static_cast<flatbuffers::uoffset_t>(field.type()->index())), *at);
        } else {
            number(type, at);
        }
    }

    void enumerator(const reflection::Enum& type, std::uint8_t value)
    {
        const auto* const found = type.values()->LookupByKey(value);
        if (found)
            appendText({found->name()->data(), found->name()->size()}, m_out);
        else
            appendNumber(static_cast<unsigned>(value), m_out);
    }

    void number(reflection::BaseType type, const std::uint8_t* at)
    {
        using flatbuffers::ReadScalar;
        switch (type) {
        case reflection::Bool: m_out.append(*at != 0 ? "true" : "false"); break;
        case reflection::UByte: appendNumber(static_cast<unsigned>(*at), m_out); break;
        case reflection::UShort: appendNumber(ReadScalar<std::uint16_t>(at), m_out); break;
        case reflection::UInt: appendNumber(ReadScalar<std::uint32_t>(at), m_out); break;
        case reflection::Long: appendNumber(ReadScalar<std::int64_t>(at), m_out); break;
        case reflection::ULong: appendNumber(ReadScalar<std::uint64_t>(at), m_out); break;
        case reflection::Float: appendNumber(ReadScalar<float>(at), m_out); break;
        case reflection::Double: appendNumber(ReadScalar<double>(at), m_out); break;
        default: FLATBUFFERS_ASSERT(false && "a scalar type that the schema does not use");
        }
    }

    std::string& m_out;
};

/// The library's parser with the schema loaded; making one is slow, and it is not thread-safe: one a thread. Of a text that
/// it refuses it keeps for good what it had read, some forty times as many bytes, so from time to time it is made anew.
class ThreadParser final {
public:
    /// nullptr: the text was refused, and error() says why.
    [[nodiscard]] const flatbuffers::FlatBufferBuilder* parse(const std::string& text)
    {
        if (!m_parser || m_refusedBytes > mostRefusedBytes)
            make();
        if (m_parser->ParseJson(text.c_str()))
            return &m_parser->builder_;
        m_refusedBytes += text.size();
        return nullptr;
    }
    [[nodiscard]] const std::string& error() const { return m_parser->error_; }

private:
    void make()
    {
        flatbuffers::IDLOptions options;
        options.skip_unexpected_fields_in_json = true;   // what a later minor version adds is not for us
        m_parser = std::make_unique<flatbuffers::Parser>(options);
        m_refusedBytes = 0;
        const bool loaded = m_parser->Deserialize(wire::MessageBinarySchema::data(), wire::MessageBinarySchema::size());
        FLATBUFFERS_ASSERT(loaded);
        static_cast<void>(loaded);
    }

    static constexpr std::size_t mostRefusedBytes = 64U << 10;

    std::unique_ptr<flatbuffers::Parser> m_parser;
    std::size_t m_refusedBytes = 0;
};

} // namespace

void appendJson(std::string_view bytes, std::string& out)
{
    Writer(out).table(*wireSchema().root_table(), *flatbuffers::GetAnyRoot(reinterpret_cast<const std::uint8_t*>(bytes.data())));
}

std::expected<std::string, Error> binaryFromJson(std::string_view text)
{
    if (const auto strict = checkJson(text); !strict)
        return std::unexpected(Error{"a text frame is no message of the schema: " + strict.error().text});
    thread_local ThreadParser parser;
    const auto* const built = parser.parse(std::string(text));
    if (!built) {
        std::string why = parser.error();
        while (!why.empty() && why.back() == '\n')
            why.pop_back();
        return std::unexpected(Error{"a text frame is no message of the schema: " + why});
    }
    return std::string(reinterpret_cast<const char*>(built->GetBufferPointer()), built->GetSize());
}

} // namespace weir::protocol
