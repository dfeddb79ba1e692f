#include "format/file_input.h"
#include "support/test_program.h"
#include <array>
#include <QtTest/QTest>
#include <sstream>

using namespace weir::format;

class tst_FileInput : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theHeadComesAgainWithTheRest_data();
    void theHeadComesAgainWithTheRest();
    void itGoesBackAndOnAgain();
};

namespace {

std::string bytesOf(std::size_t count)
{
    std::string bytes(count, '\0');
    for (std::size_t i = 0; i < count; ++i)
        bytes[i] = static_cast<char>(i * 31 % 251);
    return bytes;
}

std::string restOf(FileInput& input)
{
    std::string rest;
    for (std::array<char, 1000> piece{};;) {
        const std::size_t got = input.read(piece);
        rest.append(piece.data(), got);
        if (got < piece.size())
            return rest;
    }
}

}   // namespace

void tst_FileInput::theHeadComesAgainWithTheRest_data()
{
    QTest::addColumn<qulonglong>("size");
    for (const qulonglong size : {0ULL, 1ULL, 999ULL, 65'535ULL, 65'536ULL, 65'537ULL, 200'000ULL})
        QTest::addRow("%llu", size) << size;
}

void tst_FileInput::theHeadComesAgainWithTheRest()
{
    QFETCH(const qulonglong, size);
    const std::string bytes = bytesOf(size);
    std::istringstream stream(bytes);
    FileInput input(stream);
    QCOMPARE(std::string(input.head()), bytes.substr(0, FileInput::headBytes));
    QCOMPARE(restOf(input), bytes);
    QCOMPARE(input.place(), std::uint64_t{size});
    QCOMPARE(restOf(input), std::string());
}

void tst_FileInput::itGoesBackAndOnAgain()
{
    const std::string bytes = bytesOf(200'000);
    std::istringstream stream(bytes);
    FileInput input(stream);
    for (const std::size_t place : {0UL, 5000UL, 65'536UL, 70'000UL, 200'000UL}) {
        input.goTo(place);
        QCOMPARE(restOf(input), bytes.substr(place));
    }
    input.goTo(0);
    QCOMPARE(restOf(input), bytes);
}

WEIR_TEST(tst_FileInput)
#include "tst_file_input.moc"
