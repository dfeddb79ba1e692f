#include "format/value_text.h"
#include "support/test_program.h"
#include <QtTest/QTest>

using namespace weir::format;
using weir::graph::AttributeKind;

/// What a text is as a value, told by itself.
class tst_ValueText final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textsAreWhatTheyLookLike()
    {
        for (const char* const number : {"0", "7", "-7", "+7", "1.5", ".5", "1e3", "610,086", "9007199254740992",
                                         "-9007199254740992", "inf"})
            QVERIFY2(kindOfWritten(number) == AttributeKind::Number, number);
        for (const char* const text : {"x", "01067", "-01", "00", "9007199254740993",
                                       "-9007199254740993", "18446744073709551617", "<[2010.0]>"})
            QVERIFY2(kindOfWritten(text) == AttributeKind::Text, text);
        for (const char* const flag : {"true", "False", "yes", "NO"})
            QVERIFY2(kindOfWritten(flag) == AttributeKind::Flag, flag);
        for (const char* const time : {"2026-11-30", "2026-11-30T12:34:56Z"})
            QVERIFY2(kindOfWritten(time) == AttributeKind::Time, time);
        for (const char* const none : {"", "  ", "NA", "NaN", "null"})
            QVERIFY2(!kindOfWritten(none), none);
    }

    void aColumnOfTwoKindsIsOfTexts()
    {
        QVERIFY(joined(AttributeKind::Number, AttributeKind::Number) == AttributeKind::Number);
        QVERIFY(joined(AttributeKind::Number, AttributeKind::Flag) == AttributeKind::Text);
    }
};

WEIR_TEST(tst_ValueText)
#include "tst_value_text.moc"
