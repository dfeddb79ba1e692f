#include "graph/digest.h"
#include "graph/graph_store.h"
#include "support/test_program.h"
#include <QtCore/QFile>
#include <QtCore/QRegularExpression>
#include <QtTest>
#include <map>
#include <xxhash.h>

using namespace weir;
using namespace weir::graph;

/// The hashes are those of the vectors in src/protocol/README.md, which were computed by another implementation from
/// bytes put together by hand; the table is read, so the two cannot drift apart.
class tst_Digest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theDocumentedVectorsHold_data();
    void theDocumentedVectorsHold();
    void everyFieldIsPartOfTheHash();
    void whatHasNoMeaningIsNotHashed();
    void laneSumsAddUp();

private:
    struct Vector {
        std::uint64_t seed = 0, hash = 0;
        QByteArray bytes;
    };
    std::map<QString, Vector> m_vectors;
};

void tst_Digest::initTestCase()
{
    QFile file(QStringLiteral(WEIR_SOURCE_DIR "/src/protocol/README.md"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QString text = QString::fromUtf8(file.readAll());
    static const QRegularExpression row(QStringLiteral(
        "^\\| ([^|]+) \\| (\\d) \\| `([0-9a-f]+)`(?: \\+ (\\d+) × `([0-9a-f]{2})`)? \\| `0x([0-9a-f]{16})` \\|$"), QRegularExpression::MultilineOption);
    for (auto match = row.globalMatch(text); match.hasNext();) {
        const QRegularExpressionMatch found = match.next();
        Vector vector{found.captured(2).toULongLong(), found.captured(6).toULongLong(nullptr, 16), QByteArray::fromHex(found.captured(3).toLatin1())};
        vector.bytes += QByteArray::fromHex(found.captured(5).toLatin1()).repeated(found.captured(4).toInt());
        m_vectors[found.captured(1)] = vector;
    }
    QCOMPARE(m_vectors.size(), std::size_t{16});
}

void tst_Digest::theDocumentedVectorsHold_data()
{
    QTest::addColumn<quint64>("hash");
    const auto row = [](const char* name, std::uint64_t hash) { QTest::newRow(name) << quint64{hash}; };
    const std::string longLabel(300, 'x');
    row("smallest node", hashOf(NodeIdentity{0, 1, 0, 0, "a", ""}));
    row("coloured node with UTF-8", hashOf(NodeIdentity{7, 3, 2, 0xff336699, "g\xc3\xb6teborg", "G\xc3\xb6teborg \xe2\x82\xac \xf0\x9f\x8c\x8a"}));
    row("node with a long label", hashOf(NodeIdentity{70000, 1, 1, 0, "k", longLabel}));
    row("node at rest", hashOfNodeMotion(7, 3, {1.5F, -2.25F, true, 1}, {}));
    row("node at minus zero", hashOfNodeMotion(7, 3, {-0.0F, -0.0F, true, -0.0F}, std::array{-0.0F}));
    row("node without position", hashOfNodeMotion(7, 3, {9, 9, false, 0.5F}, std::array{0.25F, 100.0F}));
    row("directed edge", hashOf(EdgeIdentity{4, 1, 7, 0, 2, true}));
    row("undirected loop", hashOf(EdgeIdentity{5, 9, 7, 7, 0, false}));
    row("weight", hashOfEdgeMotion(4, 1, 1, {}));
    row("weight of minus zero with a value", hashOfEdgeMotion(4, 1, -0.0F, std::array{0.1F}));
    row("number of a node", hashOfAttribute(ElementKind::Node, 7, 2, -2.5));
    row("number of minus zero", hashOfAttribute(ElementKind::Node, 7, 0, -0.0));
    row("text of a node", hashOfAttribute(ElementKind::Node, 7, 3, std::string_view("G\xc3\xb6teborg")));
    row("empty text", hashOfAttribute(ElementKind::Node, 0, 0, std::string_view()));
    row("flag of an edge", hashOfAttribute(ElementKind::Edge, 4, 1, true));
    row("time of an edge", hashOfAttribute(ElementKind::Edge, 4, 63, Time{-1'000'000}));
}

void tst_Digest::theDocumentedVectorsHold()
{
    QFETCH(const quint64, hash);
    const auto found = m_vectors.find(QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY2(found != m_vectors.end(), "the README has no such vector");
    const Vector& vector = found->second;
    QCOMPARE(QString::number(hash, 16), QString::number(vector.hash, 16));
    QCOMPARE(quint64{XXH3_64bits_withSeed(vector.bytes.constData(), static_cast<std::size_t>(vector.bytes.size()), vector.seed)}, hash);
}

void tst_Digest::everyFieldIsPartOfTheHash()
{
    const NodeIdentity node{1, 1, 1, 1, "key", "label"};
    for (const NodeIdentity& other : {NodeIdentity{2, 1, 1, 1, "key", "label"}, {1, 3, 1, 1, "key", "label"}, {1, 1, 2, 1, "key", "label"},
                                      {1, 1, 1, 2, "key", "label"}, {1, 1, 1, 1, "kez", "label"}, {1, 1, 1, 1, "key", "lable"},
                                      {1, 1, 1, 1, "keyl", "abel"}})
        QVERIFY(hashOf(other) != hashOf(node));
    const EdgeIdentity edge{1, 1, 2, 3, 4, false};
    for (const EdgeIdentity& other : {EdgeIdentity{2, 1, 2, 3, 4, false}, {1, 3, 2, 3, 4, false}, {1, 1, 3, 2, 4, false},
                                      {1, 1, 2, 3, 5, false}, {1, 1, 2, 3, 4, true}})
        QVERIFY(hashOf(other) != hashOf(edge));
    const std::array values{1.0F, 2.0F}, swapped{2.0F, 1.0F};
    const std::uint64_t motion = hashOfNodeMotion(1, 1, {1, 2, true, 3}, values);
    QVERIFY(hashOfNodeMotion(2, 1, {1, 2, true, 3}, values) != motion);
    QVERIFY(hashOfNodeMotion(1, 3, {1, 2, true, 3}, values) != motion);
    QVERIFY(hashOfNodeMotion(1, 1, {2, 1, true, 3}, values) != motion);
    QVERIFY(hashOfNodeMotion(1, 1, {1, 2, true, 4}, values) != motion);
    QVERIFY(hashOfNodeMotion(1, 1, {1, 2, true, 3}, swapped) != motion);
    QVERIFY(hashOfNodeMotion(1, 1, {0, 0, true, 3}, values) != hashOfNodeMotion(1, 1, {0, 0, false, 3}, values));
    const std::uint64_t weight = hashOfEdgeMotion(1, 1, 5, values);
    QVERIFY(hashOfEdgeMotion(2, 1, 5, values) != weight);
    QVERIFY(hashOfEdgeMotion(1, 3, 5, values) != weight);
    QVERIFY(hashOfEdgeMotion(1, 1, 6, values) != weight);
    QVERIFY(hashOfEdgeMotion(1, 1, 5, swapped) != weight);
}

void tst_Digest::whatHasNoMeaningIsNotHashed()
{
    QCOMPARE(hashOfNodeMotion(1, 1, {7, 8, false, 3}, {}), hashOfNodeMotion(1, 1, {0, 0, false, 3}, {}));
    QCOMPARE(hashOfNodeMotion(1, 1, {-0.0F, 0, true, 3}, std::array{-0.0F}), hashOfNodeMotion(1, 1, {0, -0.0F, true, 3}, std::array{0.0F}));
}

void tst_Digest::laneSumsAddUp()
{
    LaneDigest lanes;
    lanes.structure = 3;
    for (std::size_t i = 0; i < valueLanes; ++i)
        lanes.lanes[i] = ~std::uint64_t{0} - i;
    std::uint64_t due = 0;
    for (const std::uint64_t lane : lanes.lanes)
        due += lane;
    QVERIFY((lanes.sum() == Digest{3, due}));
    QVERIFY(LaneDigest().sum() == Digest());
}

WEIR_TEST(tst_Digest)
#include "tst_digest.moc"
