#include "format/words/foreign_text.h"
#include "support/test_program.h"
#include <QtTest/QtTest>

/// Texts that are older than UTF-8.
class tst_ForeignText final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void entitiesAreTheirCharacters()
    {
        using weir::format::withoutEntities;
        QCOMPARE(QString::fromStdString(withoutEntities("&amp;&lt;&gt;&quot;&apos;")), u"&<>\"'"_qs);
        QCOMPARE(QString::fromStdString(withoutEntities("&nbsp;&eacute;&yuml;&szlig;&frac34;")), u"\u00a0éÿß¾"_qs);
        QCOMPARE(QString::fromStdString(withoutEntities("&#8364;&#x1F600;x")), u"€😀x"_qs);
    }

    void whatNamesNoCharacterStays()
    {
        for (const std::string_view text : {"&", "&&", "&;", "a & b; c", "&nosuch;", "&#;", "&#x;", "&#0;", "&#xd800;", "&#1114112;",
                                            "&#99999999999;", "&amp", "&averyverylongname;"})
            QCOMPARE(weir::format::withoutEntities(text), std::string(text));
    }

    void whatIsUtf8StaysAsItIs()
    {
        weir::format::ForeignText foreign;
        QCOMPARE(foreign.legible("größe"), std::string_view("größe"));
        QVERIFY(!foreign.met());
    }

    void otherBytesAreThoseOfWindows1252()
    {
        weir::format::ForeignText foreign;
        QCOMPARE(foreign.legible("gr\xf6\xdf"
                                 "e \x80 \x81"),
                 std::string_view("größe € \ufffd"));
        QVERIFY(foreign.met());
    }
};

WEIR_TEST(tst_ForeignText)
#include "tst_foreign_text.moc"
