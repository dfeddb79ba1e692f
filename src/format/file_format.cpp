#include "format/file_format.h"
#include "format/json/json_shape.h"
#include "format/number_text.h"
#include "format/text_check.h"
#include "graph/utf8.h"
#include <algorithm>
#include <array>
#include <vector>

namespace weir::format {

namespace {

using namespace std::string_view_literals;

struct Signature {
    std::string_view bytes, words;
};

constexpr std::array signatures{
    Signature{"\x1f\x8b"sv, "compressed with gzip, in a way that is not known, or twice; unpack it first (gunzip -k FILE)"},
    Signature{"BZh"sv, "compressed with bzip2; unpack it first (bunzip2 -k FILE)"},
    Signature{"\xfd"
              "7zXZ\0"sv,
              "compressed with xz; unpack it first (unxz -k FILE)"},
    Signature{"\x28\xb5\x2f\xfd"sv, "compressed with zstd; unpack it first (unzstd FILE)"},
    Signature{"7z\xbc\xaf\x27\x1c"sv, "a 7z archive; unpack it first"},
    Signature{"Rar!\x1a\x07"sv, "a RAR archive; unpack it first"},
    Signature{"PK\x03\x04"sv,
              "a zip archive (as are workbooks of Excel and LibreOffice, and Cytoscape's sessions); "
              "unpack it, or save the table as CSV"},
    Signature{"PK\x05\x06"sv, "an empty zip archive"},
    Signature{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"sv, "an old document of Microsoft Office; save the table as CSV"},
    Signature{"SQLite format 3\0"sv, "a database of SQLite; export the edges as CSV"},
    Signature{"PAR1"sv, "Parquet; export the edges as CSV"},
    Signature{"ARROW1\0"sv, "Arrow; export the edges as CSV"},
    Signature{"Obj\x01"sv, "Avro; export the edges as CSV"},
    Signature{"\x89HDF\r\n\x1a\n"sv, "HDF5; export the edges as CSV"},
    Signature{"%PDF-"sv, "a PDF"},
    Signature{"\x89PNG"sv, "a picture (PNG)"},
    Signature{"\x7f"
              "ELF"sv,
              "a program"},
    Signature{"\x80\x04\x95"sv, "a pickle of Python; write the graph as GraphML"},
    Signature{"\x80\x03"sv, "a pickle of Python; write the graph as GraphML"},
    Signature{"\x80\x02"sv, "a pickle of Python; write the graph as GraphML"},
    Signature{"\xe2\x9b\xbe gt"sv, "graph-tool's own format (gt); save it as GraphML"},
    Signature{"\xff\xfe\0\0"sv, "text in UTF-32; save it as UTF-8"},
    Signature{"\0\0\xfe\xff"sv, "text in UTF-32; save it as UTF-8"},
};

constexpr std::string_view notYet = ", which is not read; save it as GraphML or as an edge list (CSV)";

/// Bytes that say nothing by themselves: a mark of the encoding, blanks, empty lines.
std::string_view withoutBlanks(std::string_view text)
{
    if (text.starts_with("\xef\xbb\xbf"))
        text.remove_prefix(3);
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
    return text;
}

bool isLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

/// The word that `text` begins with, in lower case.
std::string firstWord(std::string_view text)
{
    std::size_t end = 0;
    while (end < text.size() && isLetter(text[end]))
        ++end;
    return lowered(text.substr(0, end));
}

std::vector<std::string_view> linesOf(std::string_view text)
{
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
        if (const std::string_view line = trimmed(text.substr(0, end)); !line.empty())
            lines.push_back(line);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

/// Without what C, C++ or shells would call comments in front.
std::string_view withoutComments(std::string_view text)
{
    for (;;) {
        text = withoutBlanks(text);
        std::size_t end = 0;
        if (text.starts_with("//") || text.starts_with("#"))
            end = text.find_first_of("\r\n");
        else if (text.starts_with("/*"))
            end = text.find("*/") == std::string_view::npos ? std::string_view::npos : text.find("*/") + 2;
        if (end == 0)
            return text;
        text.remove_prefix(std::min(end, text.size()));
    }
}

/// UTF-16 as far as ASCII goes; every other character is '?'.
std::string narrowed(std::string_view bytes)
{
    const bool bigEndian = bytes.starts_with("\xfe\xff") || (bytes.size() > 1 && bytes[0] == '\0');
    std::string text;
    for (std::size_t i = bytes.starts_with("\xfe\xff") || bytes.starts_with("\xff\xfe") ? 2 : 0; i + 1 < bytes.size(); i += 2) {
        const char high = bytes[bigEndian ? i : i + 1], low = bytes[bigEndian ? i + 1 : i];
        text += high == '\0' && low >= 0 ? low : '?';
    }
    return text;
}

/// The name of the first element, without its prefix; "": there is none in sight.
std::string rootOf(std::string_view xml)
{
    for (std::size_t at = 0; (at = xml.find('<', at)) != std::string_view::npos;) {
        const std::string_view rest = xml.substr(at);
        if (rest.starts_with("<?")) {
            at = xml.find("?>", at);
        } else if (rest.starts_with("<!--")) {
            at = xml.find("-->", at);
        } else if (rest.starts_with("<!")) {
            // A DOCTYPE ends behind what it declares.
            const std::size_t end = xml.find('>', at), inner = xml.find('[', at);
            at = inner < end ? xml.find("]", inner) : end;
        } else {
            std::size_t end = at + 1;
            while (end < xml.size()
                   && (isLetter(xml[end]) || xml[end] == ':' || xml[end] == '-' || xml[end] == '.' || (xml[end] >= '0' && xml[end] <= '9')))
                ++end;
            const std::string_view name = xml.substr(at + 1, end - at - 1);
            return std::string(name.substr(std::min(name.find(':') + 1, name.size())));
        }
        if (at == std::string_view::npos)
            break;
    }
    return {};
}

constexpr std::size_t lookedAt = 4096;

/// UTF-8 without zeros; at the end of what is looked at a character may be cut.
bool isTextSoFar(std::string_view bytes)
{
    std::string_view head = bytes.substr(0, lookedAt);
    if (bytes.size() > lookedAt) {
        while (!head.empty() && (static_cast<unsigned char>(head.back()) & 0xc0U) == 0x80)
            head.remove_suffix(1);
        if (!head.empty() && static_cast<unsigned char>(head.back()) >= 0xc0)
            head.remove_suffix(1);
    }
    return head.find('\0') == std::string_view::npos && graph::isUtf8(head);
}

FileFormat other(std::string words) { return {nullptr, "the file is " + std::move(words)}; }
FileFormat notRead(std::string_view what) { return other(std::string(what) + std::string(notYet)); }
FileFormat known(FormatId id)
{
    const Format& format = formatOf(id);
    return format.read != nullptr ? FileFormat{&format, {}} : notRead(format.name);
}

FileFormat ofXml(std::string_view xml)
{
    const std::string root = rootOf(xml), lower = lowered(root);
    if (root == "graphml")
        return known(FormatId::GraphMl);
    if (lower == "gexf")
        return known(FormatId::Gexf);
    if (lower == "html")
        return other("a web page (HTML), not a graph; was it downloaded whole?");
    if (lower == "graph" && lowered(xml.substr(0, 4096)).find("xgmml") != std::string::npos)
        return notRead("XGMML (XML of Cytoscape)");
    if (lower == "rdf" || lower == "gxl" || lower == "dynetml" || lower == "dynamicnetwork")
        return notRead(root + " (XML)");
    if (root.empty())
        return known(FormatId::GraphMl);   // its reader says what is wrong with it, and where
    return other("XML but not GraphML: its root is <" + cleaned(root, 60) + ">");
}

FileFormat ofJson(std::string_view text)
{
    const JsonShape shape = JsonShape::foundIn(text);
    return shape.dialect == JsonDialect::None || shape.dialect == JsonDialect::Events ? other(shape.words) : known(FormatId::Json);
}

/// A bracket and what may follow it, so that a name in brackets is none.
bool looksLikeJson(std::string_view text)
{
    if (!text.starts_with('{') && !text.starts_with('['))
        return false;
    const std::string_view inner = withoutBlanks(text.substr(1));
    return inner.empty() || std::string_view("{[\"]}").find(inner[0]) != std::string_view::npos
        || (text[0] == '[' && inner[0] >= '0' && inner[0] <= '9');
}

bool isNumber(std::string_view text) { return readNumber(text).kind == NumberText::Kind::Number; }

std::vector<std::string_view> wordsOf(std::string_view line)
{
    std::vector<std::string_view> words;
    while (!(line = trimmed(line)).empty()) {
        const std::size_t end = std::min(line.find_first_of(" \t"), line.size());
        words.push_back(line.substr(0, end));
        line.remove_prefix(end);
    }
    return words;
}

/// "p edge 5 7" or "p sp 5 7" after comments that begin with c.
bool isDimacs(const std::vector<std::string_view>& lines)
{
    for (const std::string_view line : lines) {
        const auto words = wordsOf(line);
        if (words[0] == "c")
            continue;
        return words[0] == "p" && words.size() >= 4 && !isNumber(words[1]) && isNumber(words[2]) && isNumber(words[3]);
    }
    return false;
}

/// Turtle, N-Triples and the like.
bool isRdf(const std::vector<std::string_view>& lines)
{
    const std::string_view first = lines[0];
    const std::string lower = lowered(first.substr(0, 8));
    if (lower.starts_with("@prefix") || lower.starts_with("@base")
        || (lower.starts_with("prefix ") && first.find('<') != std::string_view::npos))
        return true;
    return (first.starts_with('<') || first.starts_with("_:")) && first.ends_with('.') && first.find("> <") != std::string_view::npos;
}

/// Trivial Graph Format: lines of nodes, a line with # alone, lines of edges.
bool isTgf(const std::vector<std::string_view>& lines)
{
    const auto mark = std::ranges::find(lines, "#"sv);
    if (mark == lines.end() || mark == lines.begin() || lines[0].starts_with('#'))
        return false;
    const auto edge = std::ranges::next(mark, 1, lines.end());
    return edge == lines.end() || wordsOf(*edge).size() >= 2;
}

FileFormat ofText(std::string_view text, std::string_view name)
{
    const std::vector<std::string_view> lines = linesOf(text);
    if (lines.empty())
        return known(FormatId::Table);
    const std::string_view first = lines[0];
    const std::string lower = lowered(first.substr(0, 64));
    if (lower.starts_with("%%matrixmarket"))
        return known(FormatId::MatrixMarket);
    // Pajek: its sections begin with an asterisk, after comments with %.
    const auto section = std::ranges::find_if(lines, [](std::string_view line) { return !line.starts_with('%'); });
    if (section != lines.end() && section->starts_with('*')) {
        const std::string word = firstWord(section->substr(1));
        if (word == "vertices" || word == "network" || word == "arcs" || word == "edges" || word == "arcslist" || word == "edgeslist"
            || word == "matrix")
            return known(FormatId::Pajek);
        if (word == "node" || word == "tie")
            return notRead("VNA (of NetDraw)");
    }
    if (first.starts_with("DGS00"))
        return known(FormatId::Dgs);
    if (lower.starts_with("nodedef>") || lower.starts_with("edgedef>"))
        return notRead("GDF (of GUESS)");
    if (lower.starts_with("dl ") && lower.find("n") != std::string::npos && lower.find('=') != std::string::npos)
        return notRead("DL (of UCINET)");
    if (first.starts_with("LEDA.GRAPH"))
        return notRead("LEDA's format");
    if (first.starts_with(">>graph6<<") || first.starts_with(">>sparse6<<") || first.starts_with(">>digraph6<<"))
        return notRead("graph6 or one of its kin");
    if (lower.starts_with("(tlp "))
        return notRead("TLP (of Tulip)");
    if (lower.starts_with("@startuml"))
        return other("PlantUML, not a graph of data");
    if (isRdf(lines))
        return notRead("RDF");
    const std::string_view code = withoutComments(text);
    const std::string word = firstWord(code);
    std::string_view behind = code.substr(std::min(word.size(), code.size()));
    const auto opens = [&behind](char bracket) {
        // The bracket, with at most a name, quoted or not, before it.
        behind = withoutBlanks(behind);
        if (behind.starts_with('"')) {
            const std::size_t end = behind.find('"', 1);
            behind.remove_prefix(end == std::string_view::npos ? behind.size() : end + 1);
        } else {
            behind.remove_prefix(std::min(behind.find_first_of(" \t\r\n{["), behind.size()));
        }
        return withoutBlanks(behind).starts_with(bracket);
    };
    const bool strict = word == "strict" && (firstWord(withoutBlanks(behind)) == "digraph" || firstWord(withoutBlanks(behind)) == "graph");
    if (strict || ((word == "digraph" || word == "graph") && opens('{')))
        return known(FormatId::Dot);
    behind = code.substr(std::min(word.size(), code.size()));
    const std::string_view next = withoutBlanks(behind);
    const bool named =
        (word == "creator" && next.starts_with('"')) || (word == "version" && !next.empty() && next[0] >= '0' && next[0] <= '9');
    const bool listed = text.find("graph") != std::string_view::npos && text.find('[') != std::string_view::npos;
    if ((word == "graph" && next.starts_with('[')) || (named && listed))
        return known(FormatId::Gml);
    if (lower == "flowchart td" || lower == "flowchart lr" || lower == "graph td" || lower == "graph lr" || lower == "sequencediagram")
        return other("Mermaid, not a graph of data");
    if (isDimacs(lines))
        return known(FormatId::Dimacs);
    if (isTgf(lines))
        return notRead("TGF (Trivial Graph Format)");
    if (name.size() > 3 && lowered(name.substr(name.size() - 3)) == ".gz")
        name.remove_suffix(3);
    const std::string ending = lowered(name.substr(std::min(name.rfind('.'), name.size())));
    if (ending == ".sif")
        return known(FormatId::Sif);
    if (ending == ".metis" || ending == ".graph")
        return notRead("METIS, by its name");
    if (ending == ".g6" || ending == ".s6" || ending == ".d6")
        return notRead("graph6 or one of its kin, by its name");
    return known(FormatId::Table);
}

} // namespace

std::string notLinesOfText(std::string_view bytes)
{
    for (const Signature& signature : signatures) {
        // A gene may be called PAR1: what could begin a text is one only where the rest is none.
        const bool printable = std::ranges::all_of(signature.bytes, [](char c) { return c >= ' ' && c <= '~'; });
        if (bytes.starts_with(signature.bytes) && !(printable && isTextSoFar(bytes)))
            return std::string(signature.words);
    }
    if (bytes.starts_with("\xff\xfe") || bytes.starts_with("\xfe\xff"))
        return "text in UTF-16; save it as UTF-8";
    const std::string_view head = bytes.substr(0, 4096);
    const auto zeros = static_cast<std::size_t>(std::ranges::count(head, '\0'));
    if (zeros > 0 && zeros >= head.size() / 3)
        return "text in UTF-16; save it as UTF-8";
    return {};
}

FileFormat recognised(std::string_view bytes, std::string_view name)
{
    const std::string foreign = notLinesOfText(bytes);
    if (foreign.starts_with("text in UTF-16")) {
        // Its text is looked at; rows of it are read, and XML says itself in which way it is written.
        const std::string text = narrowed(bytes);
        const std::string_view start = withoutBlanks(text);
        if (start.starts_with('<'))
            return ofXml(start);
        return looksLikeJson(start) ? other("JSON in UTF-16; save it as UTF-8") : ofText(text, name);
    }
    if (!foreign.empty())
        return other(foreign);
    const std::string_view start = withoutBlanks(bytes);
    if (start.starts_with('<') && !(start.size() > 1 && isRdf(linesOf(start.substr(0, 4096)))))
        return ofXml(start);
    if (looksLikeJson(start))
        return ofJson(start);
    if (std::ranges::count(bytes.substr(0, 4096), '\0') > 0)
        return other("no text: it has bytes that are zero");
    return ofText(bytes, name);
}

} // namespace weir::format
