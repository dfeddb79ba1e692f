#include "support/test_program.h"
#include "protocol/websocket_frames.h"
#include "support/heap.h"
#include <QtTest>

using namespace weir::protocol;
using Kind = WebSocketReader::Kind;

namespace {

constexpr std::size_t mostBytes = 64U << 10;

/// A frame as a client sends it; `first` is FIN and opcode.
std::string masked(unsigned char first, const std::string& payload, std::string mask = "\x11\x22\x33\x44")
{
    std::string frame = frameHead(Opcode::Text, payload.size());
    frame[0] = static_cast<char>(first);
    frame[1] = static_cast<char>(frame[1] | '\x80');
    frame += mask;
    for (std::size_t i = 0; i < payload.size(); ++i)
        frame += static_cast<char>(payload[i] ^ mask[i % 4]);
    return frame;
}

std::string repeated(char letter, std::size_t times) { return std::string(times, letter); }

/// What a reader makes of `bytes`: each frame as its kind's letter and its payload, a fault as its code.
QStringList read(std::string_view bytes, std::size_t pieceBytes = std::string_view::npos)
{
    WebSocketReader reader(mostBytes);
    QStringList all;
    while (!bytes.empty()) {
        std::string_view piece = bytes.substr(0, pieceBytes);
        bytes.remove_prefix(piece.size());
        while (!piece.empty()) {
            const auto frame = reader.read(piece);
            if (!frame)
                return all << QString::number(frame.error().code);
            if (*frame)
                all << QStringLiteral("TBFioC")[static_cast<int>((*frame)->kind)]
                           + QString::fromUtf8((*frame)->payload.data(), static_cast<qsizetype>((*frame)->payload.size()));
        }
    }
    return all;
}

} // namespace

/// Frames as a client sends them, in any pieces, and what is none.
class tst_WebsocketFrames : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theExamplesOfTheStandardAreWrittenAndRead();
    void framesComeOutAsTheyWentInHoweverTheyAreCut_data();
    void framesComeOutAsTheyWentInHoweverTheyAreCut();
    void whatTheStandardForbidsIsAFault_data();
    void whatTheStandardForbidsIsAFault();
    void nothingIsKeptOfAFrameThatClaimsTooMuch();
    void aCloseSaysACodeAndAReasonOrNothing();
    void aLongReasonIsCutBetweenTwoLetters();
};

void tst_WebsocketFrames::theExamplesOfTheStandardAreWrittenAndRead()
{
    // RFC 6455, 5.7.
    QCOMPARE(frameHead(Opcode::Text, 5) + "Hello", std::string("\x81\x05Hello"));
    QCOMPARE(frameHead(Opcode::Text, 3, FramePlace::MoreFollow) + "Hel", std::string("\x01\x03Hel"));
    QCOMPARE(frameHead(Opcode::Continuation, 2) + "lo", std::string("\x80\x02lo"));
    QCOMPARE(frameHead(Opcode::Ping, 5) + "Hello", std::string("\x89\x05Hello"));
    QCOMPARE(frameHead(Opcode::Binary, 256), std::string("\x82\x7e\x01\x00", 4));
    QCOMPARE(frameHead(Opcode::Binary, 65536), std::string("\x82\x7f\x00\x00\x00\x00\x00\x01\x00\x00", 10));
    QCOMPARE(read(std::string("\x81\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58")), QStringList{QStringLiteral("THello")});
    QCOMPARE(read(std::string("\x8a\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58")), QStringList{QStringLiteral("oHello")});
}

void tst_WebsocketFrames::framesComeOutAsTheyWentInHoweverTheyAreCut_data()
{
    QTest::addColumn<unsigned>("pieceBytes");
    for (const unsigned size : {1U, 2U, 3U, 5U, 7U, 64U, 4096U, 1U << 20})
        QTest::addRow("%u bytes a piece", size) << size;
}

void tst_WebsocketFrames::framesComeOutAsTheyWentInHoweverTheyAreCut()
{
    QFETCH(unsigned, pieceBytes);
    const std::string all = masked(0x82, "") + masked(0x81, "caf\xc3\xa9") + masked(0x89, repeated('p', 125)) + masked(0x01, "a\xc3")
                            + masked(0x8a, "between") + masked(0x00, "") + masked(0x80, "\xa9z") + masked(0x82, repeated('m', 126))
                            + masked(0x82, repeated('l', 65535)) + masked(0x82, repeated('x', mostBytes))
                            + masked(0x88, "\x03\xe8"
                                           "bye");
    const auto of = [](const char* kind, const std::string& payload) {
        return QString::fromLatin1(kind) + QString::fromStdString(payload);
    };
    QCOMPARE(read(all, pieceBytes),
             (QStringList{of("B", ""), of("T", "café"), of("i", repeated('p', 125)), of("F", ""), of("o", "between"), of("F", ""),
                          of("T", "aéz"), of("B", repeated('m', 126)), of("B", repeated('l', 65535)), of("B", repeated('x', mostBytes)),
                          QStringLiteral("C")
                              + QString::fromUtf8("\x03\xe8"
                                                  "bye")}));
}

void tst_WebsocketFrames::whatTheStandardForbidsIsAFault_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("code");
    const auto row = [](const char* name, const std::string& bytes, const char* code) {
        QTest::newRow(name) << QByteArray::fromStdString(bytes) << QString::fromLatin1(code);
    };
    row("without a mask", std::string("\x82\x01x\0\0\0", 6), "1002");
    row("a reserved bit", masked(0xc2, "x"), "1002");
    row("an unknown kind", masked(0x83, "x"), "1002");
    row("an unknown control frame", masked(0x8b, "x"), "1002");
    row("a ping in fragments", masked(0x09, "x"), "1002");
    row("a ping that is too long", masked(0x89, repeated('x', 126)), "1002");
    row("a fragment of nothing", masked(0x80, "x"), "1002");
    row("a message within another", masked(0x02, "x") + masked(0x82, "y"), "1002");
    row("a length in two bytes that fits into one", std::string("\x82\xfe\x00\x7d\0\0\0\0", 8), "1002");
    row("a length in eight bytes that fits into two", std::string("\x82\xff\0\0\0\0\0\0\xff\xff\0\0\0\0", 14), "1002");
    row("a length with the highest bit", std::string("\x82\xff\x80\0\0\0\0\0\0\0\0\0\0\0", 14), "1002");
    row("a message that is too long", masked(0x82, repeated('x', mostBytes + 1)), "1009");
    row("fragments that are too long together", masked(0x02, repeated('x', mostBytes)) + masked(0x80, "y"), "1009");
    row("a text that is not UTF-8", masked(0x81, "\xff"), "1007");
    row("a text that ends within a letter", masked(0x01, "\xc3") + masked(0x80, ""), "1007");
    row("a close of one byte", masked(0x88, "x"), "1002");
    row("a close that nobody may send", masked(0x88, "\x03\xed"), "1002");
    row("a close of no range", masked(0x88, std::string("\x00\x01", 2)), "1002");
    row("a close whose reason is not UTF-8", masked(0x88, "\x03\xe8\xff"), "1007");
}

void tst_WebsocketFrames::whatTheStandardForbidsIsAFault()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, code);
    for (const std::size_t pieceBytes : {std::size_t{1}, std::size_t{1} << 20}) {
        const QStringList found = read({bytes.constData(), static_cast<std::size_t>(bytes.size())}, pieceBytes);
        QVERIFY(!found.isEmpty());
        QCOMPARE(found.last(), code);
    }
}

void tst_WebsocketFrames::nothingIsKeptOfAFrameThatClaimsTooMuch()
{
    if (!heapIsCounted())
        QSKIP("this allocator does not count");
    WebSocketReader reader(mostBytes);
    const std::string claim("\x82\xff\x3f\xff\xff\xff\xff\xff\xff\xff\0\0\0\0", 14);
    const std::uint64_t before = heapBytes();
    std::string_view rest = claim;
    const auto frame = reader.read(rest);
    QVERIFY(!frame);
    QCOMPARE(frame.error().code, std::uint16_t{1009});
    QVERIFY(heapBytes() <= before + 1024);
}

void tst_WebsocketFrames::aCloseSaysACodeAndAReasonOrNothing()
{
    QCOMPARE(CloseWords::of(CloseWords{4006, "too many"}.payload()).code, std::uint16_t{4006});
    QCOMPARE(CloseWords::of(CloseWords{4006, "too many"}.payload()).reason, std::string("too many"));
    QCOMPARE(CloseWords::of("").code, std::uint16_t{1005});
    QVERIFY((CloseWords{1005, "never said"}.payload().empty()));
}

void tst_WebsocketFrames::aLongReasonIsCutBetweenTwoLetters()
{
    std::string reason = "x";
    for (int i = 0; i < 100; ++i)
        reason += "\xc3\xa9";
    const std::string payload = CloseWords{4002, reason}.payload();
    QCOMPARE(payload.size(), std::size_t{125});
    QCOMPARE(CloseWords::of(payload).reason, reason.substr(0, 123));
}

WEIR_TEST_IN(QCoreApplication, tst_WebsocketFrames)
#include "tst_websocket_frames.moc"
