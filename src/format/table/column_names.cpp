#include "format/table/column_names.h"
#include <algorithm>
#include <array>
#include <QtCore/QString>

namespace weir::format {

namespace {

struct Pair {
    std::string_view source, target;
    bool certain = true;   ///< one of the two alone says enough
};

/// Plain names of the two ends, in the order in which they are looked for.
constexpr std::array pairs{
    Pair{"source", "target"},
    Pair{"source", "destination"},
    Pair{"source", "dest"},
    Pair{"source", "sink"},
    Pair{"src", "dst"},
    Pair{"src", "dest"},
    Pair{"src", "target"},
    Pair{"src", "tgt"},
    Pair{"source", "to"},
    Pair{"from", "to"},
    Pair{"from", "target"},
    Pair{"from", "dst"},
    Pair{"src", "to"},
    Pair{"source", "dst"},
    Pair{"startid", "endid"},
    Pair{"startnode", "endnode"},
    Pair{"origin", "destination"},
    Pair{"origin", "dest"},
    Pair{"orig", "dest"},
    Pair{"departure", "arrival"},
    Pair{"sender", "receiver"},
    Pair{"sender", "recipient"},
    Pair{"caller", "callee"},
    Pair{"caller", "called"},
    Pair{"follower", "followee"},
    Pair{"follower", "followed"},
    Pair{"follower", "following"},
    Pair{"citing", "cited"},
    Pair{"subject", "object", false},
    Pair{"head", "tail", false},
    Pair{"parent", "child", false},
    Pair{"child", "parent", false},
    Pair{"payer", "payee"},
    Pair{"buyer", "seller"},
    Pair{"debtor", "creditor"},
    Pair{"client", "server", false},
    Pair{"interactora", "interactorb"},
    Pair{"dependent", "dependency"},
    Pair{"package", "dependency", false},
    Pair{"referrer", "url", false},
    // German, Dutch and the north
    Pair{"quelle", "ziel"},
    Pair{"quelle", "senke"},
    Pair{"von", "nach", false},
    Pair{"von", "zu", false},
    Pair{"von", "bis", false},
    Pair{"start", "ziel"},
    Pair{"start", "ende"},
    Pair{"ursprung", "ziel"},
    Pair{"absender", "empfänger"},
    Pair{"startknoten", "endknoten"},
    Pair{"quellknoten", "zielknoten"},
    Pair{"bron", "doel"},
    Pair{"van", "naar", false},
    Pair{"från", "till"},
    Pair{"fra", "til", false},
    Pair{"kilde", "mål"},
    Pair{"källa", "mål"},
    Pair{"lähde", "kohde"},
    // French, Spanish, Portuguese, Italian
    Pair{"source", "cible"},
    Pair{"origine", "destination"},
    Pair{"de", "à", false},
    Pair{"de", "vers", false},
    Pair{"depuis", "vers"},
    Pair{"départ", "arrivée"},
    Pair{"depart", "arrivee"},
    Pair{"origen", "destino"},
    Pair{"fuente", "destino"},
    Pair{"desde", "hasta"},
    Pair{"de", "a", false},
    Pair{"origem", "destino"},
    Pair{"fonte", "destino"},
    Pair{"fonte", "alvo"},
    Pair{"de", "para", false},
    Pair{"sorgente", "destinazione"},
    Pair{"origine", "destinazione"},
    Pair{"da", "a", false},
    // Polish, Czech, Russian, Ukrainian, Turkish
    Pair{"źródło", "cel"},
    Pair{"od", "do", false},
    Pair{"zdroj", "cíl"},
    Pair{"источник", "цель"},
    Pair{"источник", "приемник"},
    Pair{"откуда", "куда"},
    Pair{"от", "до", false},
    Pair{"из", "в", false},
    Pair{"джерело", "ціль"},
    Pair{"звідки", "куди"},
    Pair{"kaynak", "hedef"},
    // Chinese, Japanese, Korean, Arabic, Hindi
    Pair{"源", "目标"},
    Pair{"源", "目標"},
    Pair{"源节点", "目标节点"},
    Pair{"来源", "目标"},
    Pair{"來源", "目標"},
    Pair{"起点", "终点"},
    Pair{"起點", "終點"},
    Pair{"从", "到", false},
    Pair{"從", "到", false},
    Pair{"始点", "終点"},
    Pair{"開始", "終了"},
    Pair{"送信元", "送信先"},
    Pair{"ソース", "ターゲット"},
    Pair{"출발", "도착"},
    Pair{"출발지", "도착지"},
    Pair{"소스", "타겟"},
    Pair{"소스", "대상"},
    Pair{"المصدر", "الهدف"},
    Pair{"من", "إلى", false},
    Pair{"स्रोत", "लक्ष्य"},
    Pair{"u", "v", false},
    Pair{"i", "j", false},
    // which intervals have as well
    Pair{"start", "end", false},
    Pair{"start", "stop", false},
    Pair{"begin", "end", false},
};

/// Ends of two names that are alike before them: protein1, protein2; also in front: from_user, to_user.
struct Marks {
    std::string_view source, target;
    bool inFront = true;
};
constexpr std::array marks{
    Marks{"source", "target"},  Marks{"source", "destination"},
    Marks{"source", "dest"},    Marks{"src", "dst"},
    Marks{"src", "dest"},       Marks{"src", "tgt"},
    Marks{"from", "to"},        Marks{"start", "end"},
    Marks{"start", "stop"},     Marks{"origin", "destination"},
    Marks{"origin", "dest"},    Marks{"orig", "dest"},
    Marks{"parent", "child"},   Marks{"citing", "cited"},
    Marks{"first", "second"},   Marks{"left", "right"},
    Marks{"quelle", "ziel"},    Marks{"quell", "ziel"},
    Marks{"von", "nach"},       Marks{"origen", "destino"},
    Marks{"1", "2", false},     Marks{"01", "02", false},
    Marks{"a", "b", false},     Marks{"i", "j", false},
    Marks{"one", "two", false}, Marks{"s", "t", false},
    Marks{"in", "out", false},  Marks{"0", "1", false},
};

/// Best first.
constexpr std::array weights{"weight",   "weights", "edgeweight", "gewicht",       "poids",     "peso",       "вес",
                             "权重",     "權重",    "重み",       "가중치",        "ağırlık",   "w",          "wt",
                             "strength", "value",   "val",        "combinedscore", "score",     "similarity", "count",
                             "counts",   "n",       "num",        "freq",          "frequency", "amount",     "betrag",
                             "total",    "volume",  "anzahl",     "nombre",        "cantidad"};
constexpr std::array directions{"directed",      "isdirected", "type",     "direction", "edgetype",
                                "edgedirection", "gerichtet",  "richtung", "dirigé",    "dirigido",
                                "тип",           "类型",       "類型",     "種類"};
constexpr std::array kinds{"type",     "edgetype", "kind",         "relation",  "relationship", "relationshiptype",
                           "reltype",  "rel",      "relationtype", "predicate", "interaction",  "interactiontype",
                           "linktype", "category", "group",        "art",       "beziehung",    "typ",
                           "tipo",     "relación", "связь",        "тип",       "关系",         "關係",
                           "类型",     "類型",     "種類",         "class",     "edgelabel"};
constexpr std::array ids{"id",  "nodeid", "key",  "node",  "nodes", "vertex", "name",
                         "_id", "knoten", "nodo", "noeud", "узел",  "节点",   "節點"};
constexpr std::array labels{"label",  "name",     "title",    "nodelabel", "bezeichnung", "titel", "nom",
                            "nombre", "etiqueta", "название", "标签",      "名称",        "名稱"};

/// Words of which names of columns are made.
constexpr std::array usual{
    "id",       "name",     "node",    "person",      "people",       "user",         "author",    "gene",    "protein",
    "city",     "country",  "company", "org",         "organization", "organisation", "key",       "label",   "title",
    "type",     "category", "date",    "time",        "year",         "url",          "email",     "address", "account",
    "group",    "item",     "product", "customer",    "friend",       "member",       "page",      "host",    "ip",
    "port",     "service",  "station", "airport",     "movie",        "actor",        "team",      "player",  "word",
    "term",     "topic",    "tag",     "paper",       "article",      "journal",      "character", "file",    "module",
    "function", "class",    "package", "source",      "target",       "from",         "to",        "weight",  "value",
    "count",    "score",    "number",  "description", "code",         "status",       "artist",    "song",    "book",
    "reader",   "teacher",  "student", "employee",    "manager",      "boss",         "supplier",  "partner", "species",
    "predator", "prey",     "entity",  "object",      "subject"};

/// What has a beginning and an end, or two corners, and joins nothing: start_date and end_date, x1 and x2.
constexpr std::array placesAndTimes{
    "x",        "y",     "z",        "lat",       "lon",  "lng",  "latitude", "longitude", "date",  "datum",
    "time",     "zeit",  "datetime", "timestamp", "year", "jahr", "day",      "month",     "age",   "pos",
    "position", "index", "line",     "offset",    "at",   "ts",   "value",    "weight",    "score", "page"};

template <std::size_t size>
bool isOneOf(const std::array<const char*, size>& words, std::string_view word)
{
    return std::ranges::find(words, word, [](const char* one) { return std::string_view(one); }) != words.end();
}

bool isPlaceOrTime(std::string_view word) { return isOneOf(placesAndTimes, word); }

} // namespace

std::string plainName(std::string_view name)
{
    // Neo4j writes types behind colons: since:int, :START_ID(Person), personId:ID.
    std::string_view base = name;
    const std::size_t colon = name.find(':');
    if (colon != std::string_view::npos && name.find("://") == std::string_view::npos) {
        const std::string_view type = name.substr(colon + 1, name.find('(') - colon - 1);
        const bool tells =
            colon == 0 || type == "ID" || type == "START_ID" || type == "END_ID" || type == "TYPE" || type == "LABEL";
        base = tells ? type : name.substr(0, colon);
    }
    const QString folded = QString::fromUtf8(base.data(), static_cast<qsizetype>(base.size())).toCaseFolded();
    QString plain;
    for (const QChar c : folded) {
        if (c.isLetterOrNumber() || c.isMark() || c.isSurrogate())
            plain += c;
    }
    return plain.toUtf8().toStdString();
}

ColumnRole roleOf(std::string_view name)
{
    const std::string plain = plainName(name);
    if (isOneOf(directions, plain))
        return ColumnRole::Direction;
    if (isOneOf(weights, plain))
        return ColumnRole::Weight;
    if (isOneOf(kinds, plain))
        return ColumnRole::Kind;
    if (isOneOf(ids, plain))
        return ColumnRole::Id;
    if (isOneOf(labels, plain))
        return ColumnRole::Label;
    return ColumnRole::Other;
}

std::size_t weightRank(std::string_view name)
{
    const std::string plain = plainName(name);
    return static_cast<std::size_t>(
        std::ranges::find(weights, plain, [](const char* one) { return std::string_view(one); }) - weights.begin());
}

std::optional<EdgeEnds> endsByName(std::span<const std::string> names)
{
    constexpr std::size_t mostColumns = 200;   // beyond it no table of edges is met
    names = names.first(std::min(names.size(), mostColumns));
    std::vector<std::string> plain;
    for (const std::string& name : names)
        plain.push_back(name.size() > 100 ? std::string{} : plainName(name));
    const auto columnOf = [&plain](std::string_view name) {
        return static_cast<std::size_t>(std::ranges::find(plain, name) - plain.begin());
    };
    for (const Pair& pair : pairs) {
        const std::size_t source = columnOf(pair.source), target = columnOf(pair.target);
        if (source < plain.size() && target < plain.size())
            return EdgeEnds{source, target};
    }
    // The same word with two marks, behind or in front of it.
    for (const Marks& mark : marks) {
        for (std::size_t i = 0; i < plain.size(); ++i) {
            const std::string_view name = plain[i];
            if (name.size() <= mark.source.size())
                continue;
            std::size_t target = plain.size();
            if (const std::string_view stem = name.substr(0, name.size() - mark.source.size());
                name.ends_with(mark.source) && !isPlaceOrTime(stem))
                target = columnOf(std::string(stem) + std::string(mark.target));
            if (const std::string_view stem = name.substr(mark.source.size());
                target == plain.size() && mark.inFront && name.starts_with(mark.source) && !isPlaceOrTime(stem))
                target = columnOf(std::string(mark.target) + std::string(stem));
            if (target < plain.size() && target != i)
                return EdgeEnds{i, target};
        }
    }
    return std::nullopt;
}

bool namesAnEnd(std::string_view name)
{
    const std::string plain = plainName(name);
    return std::ranges::any_of(
        pairs, [&plain](const Pair& pair) { return pair.certain && (pair.source == plain || pair.target == plain); });
}

bool isUsualHeader(std::string_view name)
{
    const std::string plain = plainName(name);
    if (isOneOf(usual, plain) || isOneOf(weights, plain) || isOneOf(labels, plain) || isOneOf(kinds, plain)
        || namesAnEnd(name))
        return plain != "n";
    // personName, user_id, …: two such words, or one and a number.
    for (std::size_t at = 1; at < plain.size(); ++at) {
        if (!isOneOf(usual, std::string_view(plain).substr(0, at)))
            continue;
        const std::string_view rest = std::string_view(plain).substr(at);
        if (isOneOf(usual, rest) || std::ranges::all_of(rest, [](char c) { return c >= '0' && c <= '9'; }))
            return true;
    }
    return false;
}

} // namespace weir::format
