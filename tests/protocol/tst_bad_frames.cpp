#include "graph/limits.h"
#include "protocol/codec.h"
#include "protocol/message_fields.h"
#include "protocol/message_samples.h"
#include "protocol/weir_generated.h"
#include "support/heap.h"
#include "support/test_program.h"
#include <QtTest>
#include <random>

using namespace weir;
using namespace weir::protocol;

/// Whatever bytes arrive: an error in words, or a message whose every byte may be read. Never a crash.
class tst_BadFrames : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFrameCutAnywhereIsAnErrorOrWhole_data() { samples(); }
    void aFrameCutAnywhereIsAnErrorOrWhole();
    void flippedBitsNeverReachOutside_data() { samples(); }
    void flippedBitsNeverReachOutside();
    void randomBytesAreErrors();
    void jsonCutAnywhereIsAnError_data() { samples(); }
    void jsonCutAnywhereIsAnError();
    void mutatedJsonIsAnErrorOrAMessage_data() { samples(); }
    void mutatedJsonIsAnErrorOrAMessage();
    void aWrongBinaryFrameIsNamed_data();
    void aWrongBinaryFrameIsNamed();
    void aWrongTextFrameIsNamed_data();
    void aWrongTextFrameIsNamed();
    void unknownFieldsAreSkipped();
    void anErrorLeavesTheParserUsable();
    void tooManyValueColumnsAreRefused();
    void namesOverTheLimitAreRefused();
    void unknownKindsAreRefused();
    void aTextThatIsNotUtf8IsRefused();
    void theFieldAndTheByteAreNamed();
    void aNumberBeyondItsTypeIsSaidToBeSo_data();
    void aNumberBeyondItsTypeIsSaidToBeSo();
    void whatJsonAllowsIsTaken_data();
    void whatJsonAllowsIsTaken();
    void refusedTextsLeaveNothingBehind();

private:
    void samples()
    {
        QTest::addColumn<std::size_t>("index");
        for (std::size_t i = 0; i < m_samples.all().size(); ++i)
            QTest::addRow("%s (%d)", m_samples.all()[i].name, static_cast<int>(i)) << i;
    }
    [[nodiscard]] std::string frame(Encoding encoding) const
    {
        QFETCH(const std::size_t, index);
        return std::string(Encoder(encoding).encode(m_samples.all()[index].message));
    }

    MessageSamples m_samples;
};

namespace {

/// Reads all that a frame gives, in memory of exactly its size, so that a checker sees what is read outside.
bool readsWhole(std::string_view bytes)
{
    const std::vector<char> exact(bytes.begin(), bytes.end());
    const std::string_view frame(exact.data(), exact.size());
    static_cast<void>(looksLikeData(Encoding::Binary, frame));
    const auto decoded = decodeBinary(frame);
    if (!decoded)
        return false;
    if (MessageFields::of(*decoded).isEmpty())
        return false;
    std::string json;
    appendJson(frame, json);
    return true;
}

/// Offsets for a sweep over a frame: all of a small one, some thousand of a large one, its head whole.
std::vector<std::size_t> offsetsOf(std::size_t size)
{
    std::vector<std::size_t> result;
    for (std::size_t at = 0; at < size; at += at < 600 ? 1 : 1 + size / 500)
        result.push_back(at);
    return result;
}

std::string nested(std::string_view open, std::size_t times)
{
    std::string text;
    for (std::size_t i = 0; i < times; ++i)
        text += open;
    return text;
}

} // namespace

void tst_BadFrames::aFrameCutAnywhereIsAnErrorOrWhole()
{
    const std::string whole = frame(Encoding::Binary);
    QVERIFY(readsWhole(whole));
    std::size_t errors = 0;
    for (const std::size_t size : offsetsOf(whole.size()))
        errors += readsWhole(std::string_view(whole).substr(0, size)) ? 0 : 1;
    QVERIFY(errors > 0);
    QVERIFY(!decodeBinary(std::string_view(whole).substr(0, whole.size() / 2)));
}

void tst_BadFrames::flippedBitsNeverReachOutside()
{
    const std::string whole = frame(Encoding::Binary);
    std::size_t errors = 0;
    const std::size_t step = whole.size() > 4000 ? 5 : 1;   // a large frame is slow to read, and much like itself
    for (std::size_t at = 0; at < std::min<std::size_t>(whole.size(), 1200); at += step) {
        std::string flipped = whole;
        flipped[at] = static_cast<char>(flipped[at] ^ (1 << (at / step % 8)));
        errors += readsWhole(flipped) ? 0 : 1;
    }
    QVERIFY(errors > 0);   // the sweep hits offsets, not only values
    std::mt19937 random(4);
    for (std::size_t i = 0; i < 200 / step; ++i) {
        std::string flipped = whole;
        for (int j = 0; j < 4; ++j)
            flipped[random() % std::min<std::size_t>(flipped.size(), 400)] = static_cast<char>(random());
        readsWhole(flipped);
    }
}

void tst_BadFrames::randomBytesAreErrors()
{
    std::mt19937 random(5);
    std::size_t messages = 0;
    for (int i = 0; i < 20'000; ++i) {
        std::string bytes(random() % 80, '\0');
        for (char& byte : bytes)
            byte = static_cast<char>(random() % (i % 2 == 0 ? 256 : 16));
        messages += readsWhole(bytes) ? 1 : 0;
    }
    QCOMPARE(messages, std::size_t{0});
}

void tst_BadFrames::jsonCutAnywhereIsAnError()
{
    const std::string whole = frame(Encoding::Json);
    for (const std::size_t size : offsetsOf(whole.size())) {
        const std::string_view cut = std::string_view(whole).substr(0, size);
        const auto binary = binaryFromJson(cut);
        QVERIFY2(!binary, cut.substr(size < 60 ? 0 : size - 60).data());
        static_cast<void>(looksLikeData(Encoding::Json, cut));
    }
}

void tst_BadFrames::mutatedJsonIsAnErrorOrAMessage()
{
    const std::string whole = frame(Encoding::Json);
    constexpr std::string_view pieces[] = {"{", "}", "[", "]", "\"", ":", ",", "-", "9", "e", "null", "\\u12", "\xff", "1e999"};
    std::mt19937 random(6);
    const int rounds = whole.size() > 20'000 ? 40 : 400;
    int errors = 0;
    for (int i = 0; i < rounds; ++i) {
        std::string mutated = whole;
        for (int j = 0; j < 1 + i % 3; ++j) {
            const std::size_t at = random() % mutated.size();
            if (random() % 2 == 0)
                mutated.insert(at, pieces[random() % std::size(pieces)]);
            else
                mutated.erase(at, 1 + random() % 3);
        }
        const auto binary = binaryFromJson(mutated);
        if (!binary) {
            QVERIFY(!binary.error().text.empty());
            ++errors;
        } else {
            readsWhole(*binary);
        }
    }
    QVERIFY(errors > 0);
}

void tst_BadFrames::aWrongBinaryFrameIsNamed_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("named");
    const QString none = QStringLiteral("no message of the schema");
    QTest::newRow("empty") << QByteArray() << none;
    QTest::newRow("one byte") << QByteArray(1, '\0') << none;
    QTest::newRow("zeros") << QByteArray(1000, '\0') << none;
    QTest::newRow("ones") << QByteArray(1000, '\xff') << none;
    QTest::newRow("text where binary belongs") << QByteArray("{\"body_type\":\"Ping\",\"body\":{\"id\":1}}") << none;

    const auto raw = [](std::uint8_t type, bool withBody) {
        flatbuffers::FlatBufferBuilder b;
        const auto body = wire::CreatePing(b, 1, 2).Union();
        wire::MessageBuilder message(b);
        message.add_body_type(static_cast<wire::Body>(type));
        if (withBody)
            message.add_body(body);
        const auto start = b.EndTable(message.start_);
        b.Finish(flatbuffers::Offset<wire::Message>(start));
        return QByteArray(reinterpret_cast<const char*>(b.GetBufferPointer()), static_cast<qsizetype>(b.GetSize()));
    };
    QTest::newRow("type 0") << raw(0, true) << QStringLiteral("unknown message, of type 0");
    QTest::newRow("type of a later version") << raw(200, true) << QStringLiteral("unknown message, of type 200");
    QTest::newRow("no body") << raw(static_cast<std::uint8_t>(wire::Body::Ping), false) << none;

    // A vector that claims more than there is: the length stands before the elements.
    graph::ChangeSet set;
    for (Slot slot = 0x0a0b'0c00; slot < 0x0a0b'0c08; ++slot)
        set.removeNode(slot);
    QByteArray huge = QByteArray::fromStdString(std::string(Encoder(Encoding::Binary).encode(MessageSamples::deltaOf(set))));
    const qsizetype at = huge.indexOf(QByteArray("\x08\x00\x00\x00\x00\x0c\x0b\x0a", 8));
    Q_ASSERT(at >= 0);
    for (const std::uint32_t length : {9U, 0x4000'0000U, 0x7fff'ffffU, 0xffff'ffffU}) {
        memcpy(huge.data() + at, &length, sizeof length);
        QTest::addRow("a vector of %u elements", length) << huge << none;
    }
}

void tst_BadFrames::aWrongBinaryFrameIsNamed()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, named);
    const std::string frame = bytes.toStdString();
    const auto decoded = decodeBinary(frame);
    QVERIFY(!decoded);
    QVERIFY2(QString::fromStdString(decoded.error().text).contains(named), decoded.error().text.c_str());
    QVERIFY(!looksLikeData(Encoding::Binary, std::string_view(frame).substr(0, 3)));
}

void tst_BadFrames::aWrongTextFrameIsNamed_data()
{
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char* name, std::string_view text) {
        QTest::newRow(name) << QByteArray(text.data(), static_cast<qsizetype>(text.size()));
    };
    row("empty", "");
    row("blank", " \n\t ");
    row("no JSON", "hello");
    row("a number", "1");
    row("an array", "[]");
    row("no body", "{}");
    row("no type", R"({"body":{"id":1}})");
    row("type without body", R"({"body_type":"Ping"})");
    row("unknown type", R"({"body_type":"Pang","body":{}})");
    row("type NONE", R"({"body_type":"NONE","body":{}})");
    row("a type of another kind", R"({"body_type":{},"body":{}})");
    row("a body of another kind", R"({"body_type":"Ping","body":[1]})");
    row("text for a number", R"({"body_type":"Ping","body":{"id":"one"}})");
    row("number for a text", R"({"body_type":"Notice","body":{"text":1}})");
    row("too large a number", R"({"body_type":"Ping","body":{"id":4294967296}})");
    row("a negative number", R"({"body_type":"Ping","body":{"id":-1}})");
    row("digest too long", R"({"body_type":"Credit","body":{"epoch":"0x10000000000000000"}})");
    row("trailing text", R"({"body_type":"Ping","body":{"id":1}} {})");
    row("two messages", R"({"body_type":"Ping","body":{"id":1}}{"body_type":"Ping","body":{"id":1}})");
    row("a NUL byte", std::string_view("{\"body_type\":\"Ping\",\"body\":{\"id\":1}}\0", 38));
    row("a NUL byte within", std::string_view("{\"body_type\":\"Notice\",\"body\":{\"text\":\"a\0b\"}}", 45));
    row("no UTF-8", "{\"body_type\":\"Notice\",\"body\":{\"text\":\"\xff\"}}");
    row("an unpaired surrogate", R"({"body_type":"Notice","body":{"text":"\ud83c"}})");
    const auto field = [&row](const char* name, const char* message, const std::string& value) {
        row(name, std::string(R"({"body_type":")") + message + R"(","body":{)" + value + "}}");
    };
    // What the library's own reader would take, and hardly another.
    row("a byte order mark", "\xef\xbb\xbf{\"body_type\":\"Ping\",\"body\":{\"id\":1}}");
    row("a comment at the end", "{\"body_type\":\"Ping\",\"body\":{\"id\":1}} // one");
    row("a comment within", R"({"body_type":"Ping","body":{"id":/* one */1}})");
    row("single quotes", R"({'body_type':'Ping','body':{'id':1}})");
    row("bare names", R"({body_type:"Ping",body:{id:1}})");
    row("a bare type", R"({"body_type":Ping,"body":{"id":1}})");
    row("no colon", R"({"body_type":"Ping","body" {"id":1}})");
    row("no comma", R"({"body_type":"Ping" "body":{"id":1}})");
    row("a comma too many", R"({"body_type":"Ping","body":{"id":1,}})");
    row("a form feed between", "{\"body_type\":\"Ping\",\f\"body\":{\"id\":1}}");
    row("the type after the body", R"({"body":{"id":1},"body_type":"Ping"})");
    row("something before the type", R"({"later":1,"body_type":"Ping","body":{"id":1}})");
    row("the type by its number", R"({"body_type":12,"body":{"id":1}})");
    row("the type with its enumeration", R"({"body_type":"Body.Ping","body":{"id":1}})");
    row("two types", R"({"body_type":"Ping","body_type":"Pong","body":{"id":1}})");
    field("a field twice", "Ping", R"("id":1,"id":2)");
    field("a number in quotes", "Ping", R"("id":"1")");
    field("a fraction for a whole number", "Ping", R"("id":1.0)");
    field("an exponent for a whole number", "Ping", R"("id":1e1)");
    field("a hexadecimal number", "Ping", R"("id":0x10)");
    field("a number with a plus", "Ping", R"("id":+1)");
    field("a number with a zero before it", "Ping", R"("id":01)");
    field("yes for a number", "Ping", R"("id":true)");
    field("null for a number", "Ping", R"("id":null)");
    field("a list for a number", "Ping", R"("id":[1])");
    field("a large negative number", "Ping", R"("time_us":-9223372036854775809)");
    field("a number of 65 bits", "Hello", R"("last_applied":18446744073709551616)");
    field("a number for a truth", "Hello", R"("zstd":1)");
    field("a text for a truth", "Hello", R"("zstd":"true")");
    field("a bare word", "Hello", R"("zstd":yes)");
    field("degrees", "Steer", R"("rate":rad(180))");
    field("a number without a digit before the point", "Steer", R"("rate":.5)");
    field("a number without a digit after the point", "Steer", R"("rate":5.)");
    field("an exponent without a digit", "Steer", R"("rate":5e)");
    field("a fraction in quotes", "Steer", R"("rate":"0.5")");
    field("no number", "Steer", R"("rate":nan)");
    field("an infinite number", "Steer", R"("rate":inf)");
    field("a number beyond all", "Steer", R"("rate":1e999)");
    field("null for a text", "Steer", R"("source":null)");
    field("a float beyond its type", "Delta", R"("changes":{"edge_motions":{"weights":[1e39]}})");
    field("an epoch as a number", "Credit", R"("epoch":5)");
    field("an epoch without 0x", "Credit", R"("epoch":"5")");
    field("an epoch in capitals", "Credit", R"("epoch":"0xAB")");
    field("an epoch without digits", "Credit", R"("epoch":"0x")");
    field("a kind by its number", "Policy", R"("kind":1)");
    field("a kind in another case", "Policy", R"("kind":"Latest")");
    field("several kinds", "Policy", R"("kind":"every latest")");
    field("a tab in a text", "Notice", "\"text\":\"a\tb\"");
    field("a line end in a text", "Notice", "\"text\":\"a\nb\"");
    field("an escape of another language", "Notice", R"("text":"\x41")");
    field("an escape without its end", "Notice", R"("text":"\u00g1")");
    field("the lower half of a pair", "Notice", R"("text":"\udc00")");
    field("the upper half twice", "Notice", R"("text":"\ud83c\ud83c")");
    field("an escaped name", "Ping", R"("\u0069d":"1")");
    field("a comment in what is skipped", "Ping", R"("later":[1,/**/2])");
    field("single quotes in what is skipped", "Ping", R"("later":'x')");
    row("a schema instead of data", "table T { x:int; } root_type T;");
    row("an include", "include \"/etc/passwd\";");
    for (const std::size_t depth : {std::size_t{100}, std::size_t{100'000}}) {
        const QByteArray start(R"({"body_type":"Ping","body":{"later":)");
        QTest::addRow("arrays %zu deep", depth) << start + QByteArray::fromStdString(nested("[", depth));
        QTest::addRow("objects %zu deep", depth) << start + QByteArray::fromStdString(nested("{\"a\":", depth));
        QTest::addRow("both %zu deep", depth) << start + QByteArray::fromStdString(nested("[{\"a\":", depth));
        QTest::addRow("parentheses %zu deep", depth) << QByteArray(R"({"body_type":"Ping","body":{"id":)") + QByteArray::fromStdString(nested("(", depth));
        QTest::addRow("functions %zu deep", depth) << QByteArray(R"({"body_type":"Feed","body":{"rate":)") + QByteArray::fromStdString(nested("sin(", depth));
        QTest::addRow("outer arrays %zu deep", depth) << QByteArray::fromStdString(nested("[", depth));
        QTest::addRow("outer objects %zu deep", depth) << QByteArray::fromStdString(nested("{\"body\":", depth));
    }
}

void tst_BadFrames::aWrongTextFrameIsNamed()
{
    QFETCH(const QByteArray, text);
    const auto binary = binaryFromJson({text.data(), static_cast<std::size_t>(text.size())});
    QVERIFY(!binary);
    QVERIFY2(binary.error().text.starts_with("a text frame "), binary.error().text.c_str());
    QVERIFY(binary.error().text.size() < 1000);
}

void tst_BadFrames::unknownFieldsAreSkipped()
{
    const auto binary = binaryFromJson(
        R"({"body_type":"Ping","later":[1,{"a":[{}]},"x"],"body":{"id":7,"colour":"red","deep":{"a":[[1.5e3,null]],"\u0062":true},"time_us":-3}})");
    QVERIFY2(binary, binary ? "" : binary.error().text.c_str());
    const auto decoded = decodeBinary(*binary);
    QVERIFY(decoded);
    QCOMPARE(std::get<Ping>(*decoded).id, 7U);
    QCOMPARE(std::get<Ping>(*decoded).timeUs, std::int64_t{-3});
}

void tst_BadFrames::anErrorLeavesTheParserUsable()
{
    constexpr std::string_view good = R"({"body_type":"Ping","body":{"id":7}})";
    const std::string due = binaryFromJson(good).value();
    for (const std::string_view bad : {R"({"body_type":"Delta","body":{"changes":{"edge_tombstones":[1,2,3,}}})", R"({"body_type":"Ping","body":{"id":1})",
                                       R"({"body_type":"Hello","body":{"grant":{"messages":1,"bytes":"x"}}})"}) {
        QVERIFY(!binaryFromJson(bad));
        QVERIFY(binaryFromJson(good).value() == due);
    }
}

void tst_BadFrames::tooManyValueColumnsAreRefused()
{
    for (const std::size_t columns : {graph::maxValueColumns, graph::maxValueColumns + 1}) {
        Manifest manifest;
        manifest.schema.nodeValues.resize(columns);
        Encoder encoder(Encoding::Binary);
        QCOMPARE(decodeBinary(std::string(encoder.encode(manifest))).has_value(), columns <= graph::maxValueColumns);
        manifest.schema.nodeValues.clear();
        manifest.schema.edgeValues.resize(columns);
        const auto decoded = decodeBinary(std::string(encoder.encode(manifest)));
        QCOMPARE(decoded.has_value(), columns <= graph::maxValueColumns);
        if (!decoded)
            QVERIFY(decoded.error().text.find("more than 8 value columns") != std::string::npos);
    }
}

void tst_BadFrames::namesOverTheLimitAreRefused()
{
    Encoder encoder(Encoding::Binary);
    for (const std::size_t bytes : {graph::maxLabelBytes, graph::maxLabelBytes + 1}) {
        const std::string text(bytes, 'x');
        graph::Schema titled, named, united, categorised;
        titled.title = text;
        named.nodeValues = {{text, ""}};
        united.edgeValues = {{"", text}};
        categorised.edgeCategories = {"short", text};
        for (const auto& schema : {titled, named, united, categorised}) {
            Manifest manifest;
            manifest.schema = schema;
            QCOMPARE(decodeBinary(std::string(encoder.encode(manifest))).has_value(), bytes <= graph::maxLabelBytes);
        }
    }
}

void tst_BadFrames::unknownKindsAreRefused()
{
    flatbuffers::FlatBufferBuilder b;
    const auto frame = [&](wire::Body type, flatbuffers::Offset<void> body) {
        b.Finish(wire::CreateMessage(b, type, body));
        const std::string result(reinterpret_cast<const char*>(b.GetBufferPointer()), b.GetSize());
        b.Clear();
        return result;
    };
    const auto delta = decodeBinary(frame(wire::Body::Delta, wire::CreateDelta(b, static_cast<wire::DeltaKind>(4), 1, 2).Union()));
    QVERIFY(!delta);
    QVERIFY(delta.error().text.find("unknown kind") != std::string::npos);
    const auto part = decodeBinary(frame(wire::Body::Part, wire::CreatePart(b, static_cast<wire::ElementKind>(4)).Union()));
    QVERIFY(!part);
    QVERIFY(part.error().text.find("unknown kind") != std::string::npos);
    const std::vector<flatbuffers::Offset<wire::PartEntry>> entries{wire::CreatePartEntry(b, static_cast<wire::ElementKind>(9))};
    const auto vector = b.CreateVector(entries);
    const auto manifest = decodeBinary(frame(wire::Body::Manifest, wire::CreateManifest(b, 1, 1, 0, vector).Union()));
    QVERIFY(!manifest);
    QVERIFY(manifest.error().text.find("unknown kind") != std::string::npos);
}

void tst_BadFrames::aTextThatIsNotUtf8IsRefused()
{
    const std::string bad = "a\xff";
    graph::Schema titled, named, united, categorised;
    titled.title = bad;
    named.nodeValues = {{bad, ""}};
    united.edgeValues = {{"", bad}};
    categorised.nodeCategories = {"good", bad};
    Hello hello, withToken;
    hello.client = bad;
    withToken.token = bad;
    Welcome welcome, ofSource;
    welcome.server = bad;
    ofSource.source.spec = bad;
    Manifest manifest;
    Encoder encoder(Encoding::Binary);
    std::vector<Message> messages{hello, withToken, Token{bad}, Steer{bad, std::nullopt, std::nullopt}, Resync{bad}, welcome, ofSource, Feed{bad, true, 1}, Notice{bad}, Bye{1000, bad}};
    for (const graph::Schema& schema : {titled, named, united, categorised}) {
        manifest.schema = schema;
        messages.push_back(manifest);
    }
    for (const Message& message : messages) {
        const auto decoded = decodeBinary(std::string(encoder.encode(message)));
        QVERIFY2(!decoded, nameOf(message));
        QCOMPARE(decoded.error().text, std::string(nameOf(message)) + " has a text that is not UTF-8");
    }
}

void tst_BadFrames::theFieldAndTheByteAreNamed()
{
    const auto wordsFor = [](std::string_view text) { return binaryFromJson(text).error().text; };
    QCOMPARE(wordsFor(R"({"body_type":"Ping","body":{"id":"1"}})"),
             std::string("a text frame is no message of the schema: \"id\": a whole number is wanted, at byte 33"));
    QCOMPARE(wordsFor(R"({"body_type":"Pang"})"), std::string("a text frame is no message of the schema: \"body_type\": \"Pang\" is an unknown message, at byte 19"));
}

void tst_BadFrames::aNumberBeyondItsTypeIsSaidToBeSo_data()
{
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<QByteArray>("most");
    QTest::newRow("of 8 bits") << QByteArray(R"("Policy","body":{"lanes":)") << QByteArray("255");
    QTest::newRow("of 16 bits") << QByteArray(R"("Bye","body":{"code":)") << QByteArray("65535");
    QTest::newRow("of 32 bits") << QByteArray(R"("Ping","body":{"id":)") << QByteArray("4294967295");
    QTest::newRow("in a list") << QByteArray(R"("Fetch","body":{"nodes":[1,)") << QByteArray("4294967295");
}

void tst_BadFrames::aNumberBeyondItsTypeIsSaidToBeSo()
{
    QFETCH(QByteArray, field);
    QFETCH(QByteArray, most);
    const auto read = [&field](const QByteArray& number) {
        return binaryFromJson((R"({"body_type":)" + field + number + (field.contains('[') ? "]}}" : "}}")).toStdString());
    };
    QVERIFY(read(most));
    const auto refused = read(QByteArray::number(most.toULongLong() + 1));
    QVERIFY(!refused);
    QVERIFY2(QByteArray::fromStdString(refused.error().text).contains("a number beyond " + most + ", at byte "), refused.error().text.c_str());
}

void tst_BadFrames::whatJsonAllowsIsTaken_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("blanks") << QByteArray(" {\t\"body_type\" :\r\n\"Notice\" , \"body\": { \"text\" : \"ab\" } } \n");
    QTest::newRow("escapes") << QByteArray(R"({"body_type":"Notice","body":{"text":"\u0061\u0062"}})");
    QTest::newRow("every short escape") << QByteArray(R"({"body_type":"Notice","later":"\"\\\/\b\f\n\r\t\ud83c\udf0a","body":{"text":"ab"}})");
    QTest::newRow("odd numbers") << QByteArray(R"({"body_type":"Notice","later":[-0,0.5e-7,1E+9,1e400],"body":{"text":"ab"}})");
}

void tst_BadFrames::whatJsonAllowsIsTaken()
{
    QFETCH(const QByteArray, text);
    const auto binary = binaryFromJson({text.constData(), static_cast<std::size_t>(text.size())});
    QVERIFY2(binary, binary ? "" : binary.error().text.c_str());
    QCOMPARE(std::get<Notice>(decodeBinary(*binary).value()).text, std::string("ab"));
}

void tst_BadFrames::refusedTextsLeaveNothingBehind()
{
    if (!heapIsCounted())
        QSKIP("this allocator does not count");
    // The library's parser keeps what it had read of a text that it refuses.
    std::string text = "{\"body_type\":\"Fetch\",\"body\":{\"nodes\":[1";
    for (int i = 0; i < 20'000; ++i)
        text += ",1";
    text += "],\"nodes\":[]}}";
    QVERIFY(!binaryFromJson(text));
    const auto before = heapBytes();
    for (int i = 0; i < 100; ++i)
        QVERIFY(!binaryFromJson(text));
    const auto after = heapBytes();
    QVERIFY2(after < before + (16U << 20), qPrintable(QStringLiteral("%1 bytes more").arg(after - before)));
}

WEIR_TEST(tst_BadFrames)
#include "tst_bad_frames.moc"
