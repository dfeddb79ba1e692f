#pragma once
#include "base/error.h"
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace weir {

/// The head of a request in HTTP/1, up to its empty line (RFC 9112). Strict, where two readers could see two things in it:
/// lines end with CR LF, no line goes on in the next, nothing stands between a field's name and its colon.
struct HttpHead {
    struct Field {
        std::string name;    ///< in lower case
        std::string value;   ///< without blanks at its ends
    };
    std::string method, target;
    std::vector<Field> fields;

    /// How many bytes of `text` are the head at its beginning; 0: its end is not there.
    [[nodiscard]] static std::size_t lengthIn(std::string_view text);
    /// `head` ends with its empty line. An error says what is wrong, in words for whoever wrote the peer.
    [[nodiscard]] static std::expected<HttpHead, Error> parse(std::string_view head);

    /// `name` in lower case. One that came more than once is a list of them: "a, b".
    [[nodiscard]] std::optional<std::string> field(std::string_view name) const;
    /// The entries of a field that is a list, without blanks, empty ones left out.
    [[nodiscard]] std::vector<std::string> list(std::string_view name) const;
    /// Whether one of them is `word`, whatever its case.
    [[nodiscard]] bool lists(std::string_view name, std::string_view word) const;
    /// Whether nothing follows the head.
    [[nodiscard]] bool endsRequest() const;
};

/// An answer in HTTP that ends the connection. `fields` are lines of their own, each with its CR LF.
[[nodiscard]] std::string httpAnswer(std::string_view statusAndReason, std::string_view text, std::string_view fields = {},
                                     std::string_view type = "text/plain; charset=utf-8");

} // namespace weir
