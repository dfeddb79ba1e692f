#pragma once
#include "format/out/text_output.h"
#include "graph/attributes/attribute.h"
#include <string_view>

namespace weir::format {

/// `text` as it stands between tags, or in an attribute between ". What no document of XML may have is U+FFFD.
void writeXml(TextOutput& output, std::string_view text);
/// A value in the same way.
void writeXmlValue(TextOutput& output, const graph::AttributeValue& value);

/// The type by which GraphML and GEXF know values of a kind. Neither has one of times: they are texts there, and say besides, in a
/// namespace of their own, what they are.
[[nodiscard]] std::string_view xmlTypeOf(graph::AttributeKind kind);
inline constexpr std::string_view xmlNamespaceOfTypes = " xmlns:weir=\"urn:weir:types\"";
inline constexpr std::string_view xmlTypeOfTimes = " weir:type=\"dateTime\"";

} // namespace weir::format
