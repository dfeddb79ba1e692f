#include "support/test_program.h"
#include "ui/look/search_model.h"
#include <QtTest/QTest>

using namespace weir;
using ui::SearchModel;

class tst_SearchModel final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theValueThatWasSearchedForIsShown();
    void aTextHasNoValue();
    void thatMoreWasFoundIsSaid();
};

namespace {

pipeline::SearchAnswer answer(const QString& text, std::uint64_t found)
{
    pipeline::SearchAnswer given{.text = text, .hits = {}, .found = found, .valueName = {}, .complete = true, .fault = {}};
    given.hits.push_back({7, QStringLiteral("hub"), QStringLiteral("node:hub"), std::nullopt});
    return given;
}

} // namespace

void tst_SearchModel::theValueThatWasSearchedForIsShown()
{
    SearchModel model;
    model.setText(QStringLiteral("degree > 100"));
    pipeline::SearchAnswer found = answer(model.text(), 1);
    found.valueName = QStringLiteral("degree");
    found.hits.front().value = 1204;
    model.setAnswer(found);
    QCOMPARE(model.data(model.index(0), SearchModel::ValueRole).toString(), QStringLiteral("degree 1,204"));
    QCOMPARE(model.data(model.index(0), SearchModel::KeyRole).toString(), QStringLiteral("node:hub"));
}

void tst_SearchModel::aTextHasNoValue()
{
    SearchModel model;
    model.setText(QStringLiteral("hub"));
    model.setAnswer(answer(model.text(), 1));
    QCOMPARE(model.data(model.index(0), SearchModel::ValueRole).toString(), QString());
}

void tst_SearchModel::thatMoreWasFoundIsSaid()
{
    SearchModel model;
    model.setText(QStringLiteral("hub"));
    model.setAnswer(answer(model.text(), 1));
    QVERIFY(model.more().isEmpty());
    model.setAnswer(answer(model.text(), 3121));
    QVERIFY(model.more().contains(QStringLiteral("3,120")));
}

WEIR_TEST(tst_SearchModel)
#include "tst_search_model.moc"
