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
        R"({"later":[1,{"a":[{}]},"x"],"body_type":"Ping","body":{"id":7,"colour":"red","deep":{"a":[[1.5e3,null]],"b":true},"time_us":-3}})");
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
    const auto part = decodeBinary(frame(wire::Body::Part, wire::CreatePart(b, static_cast<wire::ElementKind>(2)).Union()));
    QVERIFY(!part);
    QVERIFY(part.error().text.find("unknown kind") != std::string::npos);
    const std::vector<flatbuffers::Offset<wire::PartEntry>> entries{wire::CreatePartEntry(b, static_cast<wire::ElementKind>(9))};
    const auto vector = b.CreateVector(entries);
    const auto manifest = decodeBinary(frame(wire::Body::Manifest, wire::CreateManifest(b, 1, 1, 0, vector).Union()));
    QVERIFY(!manifest);
    QVERIFY(manifest.error().text.find("unknown kind") != std::string::npos);
}

void tst_BadFrames::refusedTextsLeaveNothingBehind()
{
    if (!heapIsCounted())
        QSKIP("this allocator does not count");
    // The library's parser keeps what it had read of a text that it refuses.
    std::string text = "{\"body_type\":\"Fetch\",\"body\":{\"nodes\":[";
    for (int i = 0; i < 20'000; ++i)
        text += "1,";
    text += 'x';
    QVERIFY(!binaryFromJson(text));
    const auto before = heapBytes();
    for (int i = 0; i < 100; ++i)
        QVERIFY(!binaryFromJson(text));
    const auto after = heapBytes();
    QVERIFY2(after < before + (16U << 20), qPrintable(QStringLiteral("%1 bytes more").arg(after - before)));
}

WEIR_TEST(tst_BadFrames)
#include "tst_bad_frames.moc"
