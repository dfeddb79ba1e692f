#include "format/file_input.h"
#include "support/test_program.h"
#include <QtTest/QTest>
#include <array>
#include <sstream>
#include <zlib.h>

using namespace weir::format;

namespace {

std::string packed(const std::string& text)
{
    z_stream stream{};
    if (deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        qFatal("zlib cannot pack");
    std::string bytes(deflateBound(&stream, text.size()) + 64, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(bytes.data());
    stream.avail_out = static_cast<uInt>(bytes.size());
    if (deflate(&stream, Z_FINISH) != Z_STREAM_END)
        qFatal("zlib cannot pack");
    bytes.resize(stream.total_out);
    deflateEnd(&stream);
    return bytes;
}

std::string textOf(std::size_t bytes)
{
    std::string text(bytes, '\0');
    for (std::size_t i = 0; i < bytes; ++i)
        text[i] = static_cast<char>('a' + (i * i / 7 + i) % 26);
    return text;
}

std::string restOf(FileInput& input)
{
    std::string rest;
    for (std::array<char, 5000> piece{};;) {
        const std::size_t got = input.read(piece);
        rest.append(piece.data(), got);
        if (got < piece.size())
            return rest;
    }
}

} // namespace

/// Files that are packed with gzip are read as what is in them.
class tst_Gunzip final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsPackedIsReadAsWhatIsInIt_data()
    {
        QTest::addColumn<qulonglong>("size");
        for (const qulonglong size : {0ULL, 1ULL, 65'536ULL, 65'537ULL, 1'000'000ULL})
            QTest::addRow("%llu", size) << size;
    }

    void whatIsPackedIsReadAsWhatIsInIt()
    {
        QFETCH(const qulonglong, size);
        const std::string text = textOf(size);
        std::istringstream stream(packed(text));
        FileInput input(stream);
        QCOMPARE(std::string(input.head()), text.substr(0, FileInput::headBytes));
        QCOMPARE(restOf(input), text);
        QCOMPARE(input.place(), std::uint64_t{size});
        QVERIFY(input.fault().empty() && !input.hasMoreBehind());
        for (const auto place : {qulonglong{0}, size / 2, size}) {
            input.goTo(place);
            QCOMPARE(restOf(input), text.substr(place));
        }
    }

    void severalPartsAreOneText()
    {
        const std::string one = textOf(100'000), other = textOf(70'000);
        std::istringstream stream(packed(one) + packed("") + packed(other) + std::string(1000, '\0'));
        FileInput input(stream);
        QCOMPARE(restOf(input), one + other);
        QVERIFY(input.fault().empty() && !input.hasMoreBehind());
    }

    void whatIsBehindThemIsTold()
    {
        for (const char* const behind : {"garbage", "\x1f"}) {
            std::istringstream stream(packed("a,b\n") + behind);
            FileInput input(stream);
            QCOMPARE(restOf(input), std::string("a,b\n"));
            QVERIFY(input.hasMoreBehind() != !input.fault().empty());
        }
    }

    void aCutFileKeepsWhatCameBefore()
    {
        const std::string text = textOf(300'000), whole = packed(text);
        for (const std::size_t length : {std::size_t{10}, whole.size() / 2, whole.size() - 8, whole.size() - 1}) {
            std::istringstream stream(whole.substr(0, length));
            FileInput input(stream);
            const std::string read = restOf(input);
            QCOMPARE(read, text.substr(0, read.size()));
            QCOMPARE(std::string(input.fault()), "it ends in the middle, behind " + std::to_string(length) + " bytes; is it whole?");
        }
    }

    void damageIsToldWithItsPlace()
    {
        const std::string text = textOf(300'000);
        std::string whole = packed(text);
        whole[whole.size() - 6] = static_cast<char>(whole[whole.size() - 6] ^ 1);   // of the sum
        std::istringstream sum(whole);
        FileInput input(sum);
        QCOMPARE(restOf(input), text);
        QVERIFY(input.fault().find("incorrect data check") != std::string_view::npos);
        for (std::size_t i = 10; i < 2000; ++i)
            whole[i] = static_cast<char>(i * 31);
        std::istringstream middle(whole);
        FileInput damaged(middle);
        static_cast<void>(restOf(damaged));
        QVERIFY(damaged.fault().starts_with("it is damaged before its byte "));
    }

    void whoeverAsksToStopNeedNotWaitForItsEnd()
    {
        std::string bomb;
        for (int i = 0; i < 20; ++i)
            bomb += packed(std::string(10'000'000, '\0'));
        std::istringstream stream(bomb);
        std::stop_source stop;
        FileInput input(stream, stop.get_token());
        std::array<char, 64 * 1024> piece{};
        QCOMPARE(input.read(piece), piece.size());
        stop.request_stop();
        QCOMPARE(input.read(piece), std::size_t(0));
        QVERIFY(static_cast<std::size_t>(stream.tellg()) < 200'000);
    }
};

WEIR_TEST(tst_Gunzip)
#include "tst_gunzip.moc"
