#pragma once
#include "base/error.h"
#include "format/file_input.h"
#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct XML_ParserStruct;

namespace weir::format {

/// What an XmlParser meets, in the order of the document. Names are without their prefixes. Views last for the call.
class XmlHandler {
public:
    /// The value of an attribute; prefixed ones are not asked for. Nothing: it has none of this name.
    class Attributes {
    public:
        explicit Attributes(const char** pairs) : m_pairs(pairs) {}
        [[nodiscard]] std::optional<std::string_view> value(std::string_view name) const;
        /// The same where names count in any case; `name` is in lower case.
        [[nodiscard]] std::optional<std::string_view> inAnyCase(std::string_view name) const;
        /// Calls `visit(name, value)` for each, in the order of the document; names have their prefixes.
        template <typename Visit>
        void forEach(Visit&& visit) const
        {
            for (const char** pair = m_pairs; *pair != nullptr; pair += 2)
                visit(std::string_view(pair[0]), std::string_view(pair[1]));
        }

    private:
        const char** m_pairs;
    };

    virtual ~XmlHandler() = default;
    virtual void startElement(std::string_view name, const Attributes& attributes) = 0;
    virtual void endElement(std::string_view name) = 0;
    virtual void text(std::string_view piece) = 0;
    /// An entity that is not read, since it is external or declared outside the document; `words` are for people.
    virtual void skippedEntity(std::string_view words) = 0;
};

/// Reads one XML document piece by piece, by expat: external entities and document types are never fetched, internal
/// entities may not make more of a text than expat allows (a hundredfold beyond 8 MiB). Text is UTF-8, whatever the
/// document's encoding: UTF-8, UTF-16, ISO 8859 and the one-byte encodings that iconv knows.
/// Memory: a piece, the names of the open elements, and a tag of at most 8 MiB. Not thread-safe.
class XmlParser final {
public:
    /// Of elements in elements, each of which takes memory.
    static constexpr std::size_t mostDepth = 1000;
    /// Of a tag with its attributes, or a comment: what has to be there whole before any of it is told.
    static constexpr std::int64_t mostTagBytes = 8 * 1024 * 1024;

    /// `handler` outlives this object.
    explicit XmlParser(XmlHandler& handler) : m_handler(handler) {}

    /// Reads `input` to its end, or until stop() is called by the handler. Error: "LINE: cause"; what came before it
    /// reached the handler.
    [[nodiscard]] std::expected<void, Error> read(FileInput& input);

    void stop();

    /// Where the handler is, from 1. Cheap to ask for every element: each byte is looked at once.
    [[nodiscard]] std::uint64_t line();

private:
    struct Callbacks;
    struct Free {
        void operator()(XML_ParserStruct* parser) const;
    };

    [[nodiscard]] Error fault(std::string_view piece) const;
    [[nodiscard]] std::uint64_t expatLine() const;

    XmlHandler& m_handler;
    std::unique_ptr<XML_ParserStruct, Free> m_parser;
    std::string m_unknownEncoding;   // that the document names and nobody here reads
    std::size_t m_depth = 0;
    std::int64_t m_countedTo = 0;      // bytes of the document whose ends of lines are counted
    std::uint64_t m_linesBefore = 0;   // them
    bool m_countsLines = false;        // here, since each is a byte of its own; otherwise expat does, character by character
    bool m_stopped = false;
};

} // namespace weir::format
