#include "scene/scene_builder.h"
#include "scene/index/spatial_indexer.h"
#include "lens/label_worker.h"
#include "scene/find/edge_label_candidates.h"
#include "support/test_program.h"
#include <QtGui/QGuiApplication>
#include <QtTest/QTest>
#include <atomic>

using namespace weir;
using namespace weir::lens;
using scene::SceneBuilder;

class tst_LabelWorker : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textsAreAskedForAndThenShown();
    void noLabelLiesOverAnother();
    void whatIsPointedAtComesFirst();
    void aNodeInTheSameSlotIsAskedForAgain();
    void anotherGraphForgetsItsNames();
    void aLabelThatWouldLeaveTheViewIsOnTheOtherSide();
    void aLabelWhoseRoomIsTakenIsOnTheOtherSide();
    void othersThanThoseMeantHaveNone();
    void thereAreAsManyAsAreWanted();
    void aPictureWithMoreLettersThanFitHasTheLabelsThatDo();
    void edgesHaveLabelsOnlyWhereThatIsWanted();
    void aLabelOfAnEdgeLiesOverNoOtherAndNoNode();
    void anEdgeHasNoLabelThatIsLongerThanItself();
    void anEdgeInTheSameSlotIsAskedForAgain();
    void thereAreFewLabelsOfEdges();
    void textsThatAreForgottenAreAskedForAgain();
    void aTextThatChangedIsShown();

private:
    LabelWorker::Answer answerOf(LabelWorker& worker);

    std::atomic<int> m_answers = 0;
};

namespace {

LabelWorker::Subject subjectOf(SceneBuilder& builder, std::vector<Slot> always = {}, std::uint64_t epoch = 1)
{
    const auto scene = builder.scene(epoch);
    scene::SpatialIndexer indexer;
    indexer.take({scene, {}});
    return {scene, indexer.publish().index, {scene::Camera().resized(1000, 800).fittedTo({0, 0, 1000, 800}, 0), 5, {}}, std::move(always)};
}

std::vector<LabelWorker::Text> textsOf(const std::vector<Slot>& nodes, Generation generation = 0)
{
    std::vector<LabelWorker::Text> texts;
    for (const Slot node : nodes)
        texts.push_back({node, generation, QStringLiteral("node %1").arg(node)});
    return texts;
}

} // namespace

LabelWorker::Answer tst_LabelWorker::answerOf(LabelWorker& worker)
{
    std::optional<LabelWorker::Answer> answer;
    if (!QTest::qWaitFor([&] { return (answer = worker.takeAnswer()).has_value(); }, 30'000))
        qFatal("no answer came");
    return *answer;
}

void tst_LabelWorker::textsAreAskedForAndThenShown()
{
    SceneBuilder builder;
    builder.node(100, 100);
    builder.node(700, 500);
    LabelWorker worker([this] { ++m_answers; });
    worker.look(subjectOf(builder));
    auto answer = answerOf(worker);
    QVERIFY(m_answers >= 1);
    QCOMPARE(answer.labels->nodes.size(), 0U);
    QCOMPARE(answer.wanted.size(), 2U);
    worker.setTexts(1, textsOf(answer.wanted));
    answer = answerOf(worker);
    QCOMPARE(answer.labels->nodes, (std::vector<Slot>{0, 1}));
    QCOMPARE(answer.labels->glyphs.size(), 10U);   // "node 0" and "node 1", a space has none
    QVERIFY(answer.labels->image);
    QCOMPARE(answer.wanted.size(), 0U);
}

void tst_LabelWorker::noLabelLiesOverAnother()
{
    SceneBuilder builder;
    for (int i = 0; i < 400; ++i)
        builder.node(static_cast<float>(i % 20 * 50), static_cast<float>(i / 20 * 40), 1 + static_cast<float>(i % 7) / 2);
    auto subject = subjectOf(builder);
    LabelWorker worker([] {});
    worker.look(subject);
    worker.setTexts(1, textsOf(answerOf(worker).wanted));
    const auto labels = answerOf(worker).labels;
    QVERIFY(labels->nodes.size() > 20);
    std::vector<QRectF> rects(400);
    for (const render::LabelGlyph& glyph : labels->glyphs) {
        const scene::Point at = subject.scene->position(glyph.node);
        // Without the margins of the cells, which hold nothing.
        rects[glyph.node] |= QRectF(at.x + glyph.rect[0] + 1.2, at.y + glyph.rect[1] + 1.2, glyph.rect[2] - 2.4, glyph.rect[3] - 2.4);
    }
    for (std::size_t a = 0; a < rects.size(); ++a) {
        for (std::size_t b = a + 1; b < rects.size(); ++b)
            QVERIFY(!rects[a].intersects(rects[b]));
    }
}

void tst_LabelWorker::whatIsPointedAtComesFirst()
{
    SceneBuilder builder;
    builder.node(500, 400, 8);
    const Slot small = builder.node(505, 402, 0.5F);
    LabelWorker worker([] {});
    worker.look(subjectOf(builder, {small}));
    worker.setTexts(1, textsOf(answerOf(worker).wanted));
    const auto answer = answerOf(worker);
    QVERIFY(std::ranges::find(answer.labels->nodes, small) != answer.labels->nodes.end());
}

void tst_LabelWorker::aNodeInTheSameSlotIsAskedForAgain()
{
    SceneBuilder builder;
    builder.node(500, 400);
    LabelWorker worker([] {});
    worker.look(subjectOf(builder));
    worker.setTexts(1, textsOf(answerOf(worker).wanted));
    QCOMPARE(answerOf(worker).labels->nodes.size(), 1U);
    builder.style(0).generation = 2;
    worker.look(subjectOf(builder));
    const auto answer = answerOf(worker);
    QCOMPARE(answer.labels->nodes.size(), 0U);
    QCOMPARE(answer.wanted, std::vector<Slot>{0});
}

void tst_LabelWorker::anotherGraphForgetsItsNames()
{
    SceneBuilder builder;
    builder.node(500, 400);
    LabelWorker worker([] {});
    worker.look(subjectOf(builder));
    worker.setTexts(1, textsOf(answerOf(worker).wanted));
    QCOMPARE(answerOf(worker).labels->epochVersion, 1U);
    worker.look(subjectOf(builder, {}, 2));
    const auto answer = answerOf(worker);
    QCOMPARE(answer.labels->epochVersion, 2U);
    QCOMPARE(answer.wanted, std::vector<Slot>{0});
    // The name of the node that was in its slot comes too late.
    worker.setTexts(1, {{0, 0, QStringLiteral("another")}});
    worker.setTexts(2, textsOf({0}));
    QCOMPARE(answerOf(worker).texts.front().text, QStringLiteral("node 0"));
    worker.setTexts(1, {{0, 0, QStringLiteral("another")}});
    worker.look(subjectOf(builder, {}, 2));
    QCOMPARE(answerOf(worker).texts.front().text, QStringLiteral("node 0"));
}

void tst_LabelWorker::aLabelThatWouldLeaveTheViewIsOnTheOtherSide()
{
    SceneBuilder builder;
    const Slot inside = builder.node(100, 100);
    const Slot atTheEdge = builder.node(990, 500);
    auto subject = subjectOf(builder);
    LabelWorker worker([] {});
    worker.look(subject);
    worker.setTexts(1, textsOf(answerOf(worker).wanted));
    const auto answer = answerOf(worker);
    QCOMPARE(answer.texts.size(), 2U);
    for (const LabelWorker::Text& text : answer.texts)
        QCOMPARE(text.before, text.node == atTheEdge);
    for (const render::LabelGlyph& glyph : answer.labels->glyphs) {
        QCOMPARE(glyph.rect[0] > 0, glyph.node == inside);
        QVERIFY(subject.scene->position(glyph.node).x + glyph.rect[0] + glyph.rect[2] < 1000);
    }
}

void tst_LabelWorker::aLabelWhoseRoomIsTakenIsOnTheOtherSide()
{
    SceneBuilder builder;
    builder.node(500, 400);
    builder.node(520, 402);   // where the first one's name is, more important
    builder.style(1).radius = 1.5F;
    LabelWorker worker([] {});
    worker.look(subjectOf(builder));
    worker.setTexts(1, textsOf(answerOf(worker).wanted));
    const auto answer = answerOf(worker);
    QCOMPARE(answer.labels->nodes, (std::vector<Slot>{0, 1}));
    QVERIFY(answer.texts[0].before && !answer.texts[1].before);
}

void tst_LabelWorker::othersThanThoseMeantHaveNone()
{
    SceneBuilder builder;
    for (int i = 0; i < 6; ++i)
        builder.node(static_cast<float>(100 + 150 * i), 400);
    LabelWorker worker([] {});
    auto subject = subjectOf(builder, {5});
    subject.among = std::make_shared<const scene::ElementSet>(scene::ElementSet{{3, 1}, {}});
    worker.look(subject);
    worker.setTexts(1, textsOf({0, 1, 2, 3, 4, 5}));
    std::vector<Slot> named;
    const auto newest = [&] {   // what is asked for again once it holds is still there
        if (const auto answer = worker.takeAnswer())
            named = answer->labels->nodes;
        return named;
    };
    QTRY_COMPARE(newest(), (std::vector<Slot>{1, 3, 5}));
    subject.among.reset();
    worker.look(subject);
    QTRY_COMPARE(newest().size(), 6U);
}

void tst_LabelWorker::thereAreAsManyAsAreWanted()
{
    SceneBuilder builder;
    for (int i = 0; i < 60; ++i)
        builder.node(static_cast<float>(i % 6 * 150 + 10), static_cast<float>(i / 6 * 60 + 10));
    auto subject = subjectOf(builder);
    subject.most = 7;
    LabelWorker worker([] {});
    worker.look(subject);
    worker.setTexts(1, textsOf(answerOf(worker).wanted));
    const auto few = answerOf(worker).labels->nodes;
    QCOMPARE(few.size(), 7U);
    // The next of the same importance have their turn where they were shown before.
    subject.shown = std::vector<Slot>{50, 51, 52, 53, 54, 55, 56};
    worker.look(subject);
    QCOMPARE(answerOf(worker).labels->nodes, *subject.shown);
}

void tst_LabelWorker::aPictureWithMoreLettersThanFitHasTheLabelsThatDo()
{
    SceneBuilder builder;
    for (int i = 0; i < 280; ++i)
        builder.node(static_cast<float>(i % 14 * 140 + 10), static_cast<float>(i / 14 * 60 + 10), 1 + static_cast<float>(i) / 1000);
    auto subject = subjectOf(builder);
    subject.view.camera = subject.view.camera.resized(2000, 1300).centredOn({1000, 650});
    subject.most = 4000;
    LabelWorker worker([] {});
    worker.look(subject);
    std::vector<LabelWorker::Text> texts;
    for (const Slot node : answerOf(worker).wanted) {
        QString text;
        for (Slot letter = 0; letter < 8; ++letter)
            text += QChar(static_cast<char16_t>(0x4E00 + node * 8 + letter));
        texts.push_back({node, 0, text});
    }
    worker.setTexts(1, texts);
    const auto labels = answerOf(worker).labels;
    QVERIFY(!labels->nodes.empty());
    for (const render::LabelGlyph& glyph : labels->glyphs)
        QVERIFY(std::ranges::binary_search(labels->nodes, glyph.node));
}

namespace {

std::vector<LabelWorker::EdgeText> edgeTextsOf(const std::vector<Slot>& edges, const QString& text = QStringLiteral("edge"))
{
    std::vector<LabelWorker::EdgeText> texts;
    for (const Slot edge : edges)
        texts.push_back({edge, text});
    return texts;
}

LabelWorker::Subject withEdges(SceneBuilder& builder)
{
    auto subject = subjectOf(builder);
    subject.edges = true;
    return subject;
}

} // namespace

void tst_LabelWorker::edgesHaveLabelsOnlyWhereThatIsWanted()
{
    SceneBuilder builder;
    builder.edge(builder.node(100, 100), builder.node(700, 500));
    LabelWorker worker([] {});
    worker.look(subjectOf(builder));
    QVERIFY(answerOf(worker).wantedEdges.empty());
    worker.look(withEdges(builder));
    QCOMPARE(answerOf(worker).wantedEdges, std::vector<Slot>{0});
    worker.setTexts(1, {}, edgeTextsOf({0}));
    const auto answer = answerOf(worker);
    QCOMPARE(answer.labels->edges, std::vector<Slot>{0});
    QCOMPARE(answer.labels->edgeGlyphs.size(), 4U);
    QVERIFY(answer.labels->glyphs.empty());
    QCOMPARE(answer.edgeTexts.front().text, QStringLiteral("edge"));
    worker.look(subjectOf(builder));
    QVERIFY(answerOf(worker).labels->edges.empty());
}

void tst_LabelWorker::aLabelOfAnEdgeLiesOverNoOtherAndNoNode()
{
    SceneBuilder builder;
    for (int i = 0; i < 60; ++i)
        builder.node(static_cast<float>(i % 10 * 100 + 50), static_cast<float>(i / 10 * 120 + 50), 2);
    for (Slot node = 0; node + 11 < 60; ++node) {
        builder.edge(node, node + 1);
        builder.edge(node, node + 11);
    }
    auto subject = withEdges(builder);
    LabelWorker worker([] {});
    worker.look(subject);
    const auto wanted = answerOf(worker);
    worker.setTexts(1, textsOf(wanted.wanted), edgeTextsOf(wanted.wantedEdges));
    const auto labels = answerOf(worker).labels;
    QVERIFY(labels->nodes.size() > 30 && labels->edges.size() > 20);
    std::vector<QRectF> rects;
    const auto add = [&rects](const std::vector<render::LabelGlyph>& glyphs, const auto& placeOf) {
        for (auto glyph = glyphs.begin(); glyph != glyphs.end();) {
            QRectF rect;
            const Slot of = glyph->node;
            const scene::Point at = placeOf(of);
            for (; glyph != glyphs.end() && glyph->node == of; ++glyph)
                rect |= QRectF(at.x + glyph->rect[0] + 1.2, at.y + glyph->rect[1] + 1.2, glyph->rect[2] - 2.4, glyph->rect[3] - 2.4);
            rects.push_back(rect);
        }
    };
    add(labels->glyphs, [&](Slot node) { return subject.scene->position(node); });
    const std::size_t ofNodes = rects.size();
    add(labels->edgeGlyphs, [&](Slot edge) {
        const scene::SceneEdge ends = subject.scene->edge(edge);
        const scene::Point a = subject.scene->position(ends.source), b = subject.scene->position(ends.target);
        return scene::Point{(a.x + b.x) / 2, (a.y + b.y) / 2};
    });
    for (std::size_t a = 0; a < rects.size(); ++a) {
        for (std::size_t b = a + 1; b < rects.size(); ++b)
            QVERIFY(!rects[a].intersects(rects[b]));
    }
    for (std::size_t edge = ofNodes; edge < rects.size(); ++edge) {
        for (Slot node = 0; node < 60; ++node) {
            const scene::Point at = subject.scene->position(node);
            QVERIFY(!rects[edge].contains(at.x, at.y));
        }
    }
}

void tst_LabelWorker::anEdgeHasNoLabelThatIsLongerThanItself()
{
    SceneBuilder builder;
    builder.edge(builder.node(100, 100), builder.node(200, 100));
    LabelWorker worker([] {});
    worker.look(withEdges(builder));
    worker.setTexts(1, {}, edgeTextsOf(answerOf(worker).wantedEdges, QStringLiteral("a name that is much longer than its edge")));
    QVERIFY(answerOf(worker).labels->edges.empty());
    worker.setTexts(1, {}, edgeTextsOf({0}, QStringLiteral("short")));
    QCOMPARE(answerOf(worker).labels->edges.size(), 1U);
    // Of the longest that it has its line is seen on both sides.
    const auto subject = withEdges(builder);
    const auto candidates = scene::edgeLabelCandidates(*subject.scene, *subject.index, subject.view, false, {}, {});
    QCOMPARE(candidates.size(), 1U);
    double longest = 0;
    for (int letters = 1;; ++letters) {
        worker.setTexts(1, {}, edgeTextsOf({0}, QString(letters, u'i')));
        const auto labels = answerOf(worker).labels;
        if (labels->edges.empty())
            break;
        longest = labels->edgeGlyphs.back().rect[0] - labels->edgeGlyphs.front().rect[0];   // but for a letter
    }
    QVERIFY(longest > 0.5 * candidates[0].room);
    QVERIFY2(longest <= candidates[0].room - 2 * 8, qPrintable(QStringLiteral("%1 of %2").arg(longest).arg(candidates[0].room)));
}

void tst_LabelWorker::anEdgeInTheSameSlotIsAskedForAgain()
{
    SceneBuilder builder;
    const Slot a = builder.node(100, 100), b = builder.node(700, 100), c = builder.node(700, 500);
    builder.edge(a, b);
    LabelWorker worker([] {});
    worker.look(withEdges(builder));
    worker.setTexts(1, {}, edgeTextsOf(answerOf(worker).wantedEdges));
    QCOMPARE(answerOf(worker).labels->edges.size(), 1U);
    builder.ends(0) = {a, c};
    worker.look(withEdges(builder));
    const auto answer = answerOf(worker);
    QVERIFY(answer.labels->edges.empty());
    QCOMPARE(answer.wantedEdges, std::vector<Slot>{0});
}

void tst_LabelWorker::thereAreFewLabelsOfEdges()
{
    SceneBuilder builder;
    for (int i = 0; i < 400; ++i) {
        const Slot a = builder.node(static_cast<float>(i % 10 * 100), static_cast<float>(i / 10 * 20), 0.2F);
        builder.edge(a, builder.node(static_cast<float>(i % 10 * 100 + 95), static_cast<float>(i / 10 * 20), 0.2F));
    }
    LabelWorker worker([] {});
    worker.look(withEdges(builder));
    worker.setTexts(1, {}, edgeTextsOf(answerOf(worker).wantedEdges));
    QCOMPARE(answerOf(worker).labels->edges.size(), LabelWorker::mostOfEdges);
}

void tst_LabelWorker::textsThatAreForgottenAreAskedForAgain()
{
    SceneBuilder builder;
    builder.edge(builder.node(100, 100), builder.node(700, 500));
    LabelWorker worker([] {});
    worker.look(withEdges(builder));
    const auto wanted = answerOf(worker);
    worker.setTexts(1, textsOf(wanted.wanted), edgeTextsOf(wanted.wantedEdges));
    QCOMPARE(answerOf(worker).labels->nodes.size(), 2U);
    worker.forgetTexts();
    const auto answer = answerOf(worker);
    QVERIFY(answer.labels->nodes.empty() && answer.labels->edges.empty());
    QCOMPARE(answer.wanted, wanted.wanted);
    QCOMPARE(answer.wantedEdges, wanted.wantedEdges);
}

void tst_LabelWorker::aTextThatChangedIsShown()
{
    SceneBuilder builder;
    builder.node(100, 100);
    LabelWorker worker([] {});
    worker.look(subjectOf(builder));
    worker.setTexts(1, textsOf(answerOf(worker).wanted));
    QCOMPARE(answerOf(worker).texts.front().text, QStringLiteral("node 0"));
    worker.setTexts(1, {{0, 0, QStringLiteral("another")}});
    QCOMPARE(answerOf(worker).texts.front().text, QStringLiteral("another"));
}

WEIR_TEST_IN(QGuiApplication, tst_LabelWorker)
#include "tst_label_worker.moc"
