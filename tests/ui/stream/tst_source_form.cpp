#include "ui/stream/source_form.h"
#include "support/test_program.h"

#include <QtTest/QtTest>

using weir::ui::SourceForm;

class tst_SourceForm final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everySourceThereIsCanBeChosen();
    void aSpecFillsTheFieldsAndComesBackWhole();
    void keysWithoutAFieldAreKept();
    void aPathMayHoldColonsAndCommas();
    void anotherSourceDropsTheKeysOfTheFirst();
    void whatIsMissingOrWrongIsSaid();
};

namespace {

QStringList values(const SourceForm& form)
{
    QStringList values;
    for (const QVariant& field : form.fields())
        values << field.toMap()[QStringLiteral("value")].toString();
    return values;
}

} // namespace

void tst_SourceForm::everySourceThereIsCanBeChosen()
{
    SourceForm form;
    QCOMPARE(static_cast<std::size_t>(form.sources().size()), weir::source::catalogue().size());
    for (const QVariant& source : form.sources()) {
        form.setName(source.toMap()[QStringLiteral("name")].toString());
        for (const QVariant& field : form.fields()) {
            if (field.toMap()[QStringLiteral("isPath")].toBool())
                form.setField(field.toMap()[QStringLiteral("key")].toString(), QStringLiteral("/tmp/graph.csv"));
        }
        QVERIFY2(form.problem().isEmpty(), qPrintable(form.problem()));
        QVERIFY(weir::source::makeSource(form.spec().toStdString()).has_value());
    }
}

void tst_SourceForm::aSpecFillsTheFieldsAndComesBackWhole()
{
    SourceForm form;
    const QString spec = QStringLiteral("synthetic:nodes=10,edges=20,rate=30");
    form.setSpec(spec);
    QCOMPARE(form.name(), QStringLiteral("synthetic"));
    QCOMPARE(values(form), QStringList({QStringLiteral("10"), QStringLiteral("20"), QStringLiteral("30")}));
    QCOMPARE(form.spec(), spec);
}

void tst_SourceForm::keysWithoutAFieldAreKept()
{
    SourceForm form;
    form.setSpec(QStringLiteral("synthetic:nodes=10,seed=7,positions=no"));
    QVERIFY(form.spec().endsWith(QLatin1String(",seed=7,positions=no")));
    form.setField(QStringLiteral("nodes"), QStringLiteral("11"));
    QVERIFY(form.spec().startsWith(QLatin1String("synthetic:nodes=11,")) && form.spec().endsWith(QLatin1String(",seed=7,positions=no")));
}

void tst_SourceForm::aPathMayHoldColonsAndCommas()
{
    SourceForm form;
    form.setSpec(QStringLiteral("file:/tmp/a:b,c=d.csv"));
    QCOMPARE(values(form), QStringList(QStringLiteral("/tmp/a:b,c=d.csv")));
    QCOMPARE(form.spec(), QStringLiteral("file:/tmp/a:b,c=d.csv"));
}

void tst_SourceForm::anotherSourceDropsTheKeysOfTheFirst()
{
    SourceForm form;
    form.setSpec(QStringLiteral("synthetic:nodes=10,seed=7"));
    form.setName(QStringLiteral("debian"));
    QCOMPARE(form.spec(), QStringLiteral("debian"));
}

void tst_SourceForm::whatIsMissingOrWrongIsSaid()
{
    SourceForm form;
    form.setName(QStringLiteral("file"));
    QVERIFY(form.problem().contains(QLatin1String("path")));
    form.setName(QStringLiteral("synthetic"));
    form.setField(QStringLiteral("nodes"), QStringLiteral("many"));
    QVERIFY(form.problem().contains(QLatin1String("nodes=many must be a whole number")));
    form.setField(QStringLiteral("nodes"), QStringLiteral("10"));
    QVERIFY(form.problem().isEmpty());
    form.setSpec(QStringLiteral("oracle:x=1"));
    QVERIFY(form.problem().contains(QLatin1String("oracle")));
}

WEIR_TEST(tst_SourceForm)
#include "tst_source_form.moc"
