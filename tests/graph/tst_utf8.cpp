#include "graph/utf8.h"
#include "support/test_program.h"
#include <QtTest>

using weir::graph::isUtf8;
using namespace std::string_view_literals;

/// Held against table 3-7 of The Unicode Standard, row by row, and against a second decoder.
class tst_Utf8 : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theEdgesOfTheTable_data();
    void theEdgesOfTheTable();
    void theEdgesAreFoundBehindLongText_data() { theEdgesOfTheTable_data(); }
    void theEdgesAreFoundBehindLongText();
    void everyCodePointIsJudgedAsItsRange();
};

void tst_Utf8::theEdgesOfTheTable_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("wellFormed");
    const auto row = [](const char* name, std::string_view bytes, bool wellFormed) {
        QTest::newRow(name) << QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size())) << wellFormed;
    };
    row("empty", "", true);
    row("NUL", "\x00"sv, true);
    row("U+007F", "\x7f", true);
    row("lone continuation, lowest", "\x80", false);
    row("lone continuation, highest", "\xbf", false);
    row("C0: overlong", "\xc0\x80", false);
    row("C1: overlong", "\xc1\xbf", false);
    row("U+0080", "\xc2\x80", true);
    row("C2, second too low", "\xc2\x7f", false);
    row("C2, second too high", "\xc2\xc0", false);
    row("C2 alone", "\xc2", false);
    row("U+07FF", "\xdf\xbf", true);
    row("E0, second too low: overlong", "\xe0\x9f\xbf", false);
    row("U+0800", "\xe0\xa0\x80", true);
    row("U+0FFF", "\xe0\xbf\xbf", true);
    row("E0, second too high", "\xe0\xc0\x80", false);
    row("U+1000", "\xe1\x80\x80", true);
    row("E1, second too low", "\xe1\x7f\x80", false);
    row("E1, third too low", "\xe1\x80\x7f", false);
    row("E1, third too high", "\xe1\x80\xc0", false);
    row("E1, cut after two", "\xe1\x80", false);
    row("U+CFFF", "\xec\xbf\xbf", true);
    row("U+D000", "\xed\x80\x80", true);
    row("U+D7FF", "\xed\x9f\xbf", true);
    row("U+D800: surrogate", "\xed\xa0\x80", false);
    row("U+DFFF: surrogate", "\xed\xbf\xbf", false);
    row("U+E000", "\xee\x80\x80", true);
    row("U+FFFF", "\xef\xbf\xbf", true);
    row("F0, second too low: overlong", "\xf0\x8f\xbf\xbf", false);
    row("U+10000", "\xf0\x90\x80\x80", true);
    row("U+3FFFF", "\xf0\xbf\xbf\xbf", true);
    row("F0, third too high", "\xf0\x90\xc0\x80", false);
    row("F0, fourth too low", "\xf0\x90\x80\x7f", false);
    row("F0, cut after three", "\xf0\x90\x80", false);
    row("U+40000", "\xf1\x80\x80\x80", true);
    row("U+FFFFF", "\xf3\xbf\xbf\xbf", true);
    row("U+100000", "\xf4\x80\x80\x80", true);
    row("U+10FFFF", "\xf4\x8f\xbf\xbf", true);
    row("F4, beyond U+10FFFF", "\xf4\x90\x80\x80", false);
    row("F5", "\xf5\x80\x80\x80", false);
    row("FF", "\xff", false);
    row("five bytes", "\xf8\x88\x80\x80\x80", false);
    row("bad after good", "a\xc3\xa4\xe2\x82\xac\xff", false);
    row("good mix", "a\xc3\xa4\xe2\x82\xac\xf0\x9f\x8c\x8a", true);
}

void tst_Utf8::theEdgesOfTheTable()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const bool, wellFormed);
    QCOMPARE(isUtf8({bytes.data(), static_cast<std::size_t>(bytes.size())}), wellFormed);
}

void tst_Utf8::theEdgesAreFoundBehindLongText()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const bool, wellFormed);
    for (int before = 0; before <= 17; ++before) {
        for (const int after : {0, 1, 8, 9}) {
            const std::string text = std::string(static_cast<std::size_t>(before), 'x') + bytes.toStdString()
                + std::string(static_cast<std::size_t>(after), 'y');
            QCOMPARE(isUtf8(text), wellFormed);
        }
    }
}

void tst_Utf8::everyCodePointIsJudgedAsItsRange()
{
    for (char32_t code = 0; code <= 0x10ffff; ++code) {
        const auto continuation = [code](int shift) { return static_cast<char>(0x80 | ((code >> shift) & 0x3f)); };
        std::string text;
        if (code < 0x80)
            text = {static_cast<char>(code)};
        else if (code < 0x800)
            text = {static_cast<char>(0xc0 | (code >> 6)), continuation(0)};
        else if (code < 0x10000)
            text = {static_cast<char>(0xe0 | (code >> 12)), continuation(6), continuation(0)};
        else
            text = {static_cast<char>(0xf0 | (code >> 18)), continuation(12), continuation(6), continuation(0)};
        const bool surrogate = code >= 0xd800 && code <= 0xdfff;
        if (isUtf8(text) == surrogate)
            QFAIL(qPrintable(QStringLiteral("U+%1 is judged wrongly").arg(static_cast<uint>(code), 4, 16)));
    }
}

WEIR_TEST(tst_Utf8)
#include "tst_utf8.moc"
