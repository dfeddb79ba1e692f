#include "protocol/compression.h"
#include "protocol/codec.h"
#include "protocol/message_samples.h"
#include "support/test_program.h"
#include <QtTest>

using namespace weir;
using namespace weir::protocol;

/// What is packed is what is unpacked, and whatever else is in a packed message is told.
class tst_Compression : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aDataMessageComesBackByteForByte_data();
    void aDataMessageComesBackByteForByte();
    void aPackedMessageStatesItsPlaceAndItsCost();
    void whatSavesNothingIsNotPacked();
    void aFrameIsPackedTheSameWhateverCameBefore();
    void aPackedMessageThatLiesIsAnError_data();
    void aPackedMessageThatLiesIsAnError();

private:
    static std::string frameOf(const Message& message) { return std::string(Encoder(Encoding::Binary).encode(message)); }
    static graph::Schema titled(std::string title)
    {
        graph::Schema schema;
        schema.title = std::move(title);
        return schema;
    }
    static graph::ChangeSet rows(Slot count)
    {
        graph::ChangeSet set;
        for (Slot slot = 0; slot < count; ++slot)
            set.setNodeIdentity(slot, 1, "node " + std::to_string(slot), "a label", 3);
        return set;
    }
    static std::string manyNodes()
    {
        graph::ChangeSet set = rows(500);
        Delta delta = MessageSamples::deltaOf(set);
        delta.changesTotal = 70'000'000'000;
        return frameOf(delta);
    }
    static Packed unwrap(const std::string& packed) { return std::get<Packed>(*decodeBinary(packed)); }
};

using Lie = std::function<std::string(std::string frame)>;   // returns the frame of a Packed
Q_DECLARE_METATYPE(Lie)

void tst_Compression::aDataMessageComesBackByteForByte_data()
{
    QTest::addColumn<QByteArray>("frame");
    const auto row = [](const char* name, const std::string& frame) { QTest::newRow(name) << QByteArray::fromStdString(frame); };
    row("delta", manyNodes());
    Manifest manifest = MessageSamples::manifestOf(titled("title"));
    manifest.epoch = ~Epoch{0};
    manifest.changesTotal = 17;
    for (Slot slot = 0; slot < 1000; ++slot)
        manifest.parts.push_back({{ElementKind::Node, slot * 4096, 4096}, 4096, {slot, slot}});
    row("manifest", frameOf(manifest));
    graph::ChangeSet set = rows(800);
    row("part", frameOf(Part{ElementKind::Node, 0, 1, set.view()}));
    Digests digests{.epoch = 1, .nodes = std::vector<graph::Digest>(1000)};
    row("digests", frameOf(digests));
    graph::ChangeSet large = rows(100'000);
    Delta delta = MessageSamples::deltaOf(large);
    row("delta of megabytes", frameOf(delta));
}

void tst_Compression::aDataMessageComesBackByteForByte()
{
    QFETCH(const QByteArray, frame);
    Compressor compressor;
    Unpacker unpacker;
    const std::string raw = frame.toStdString();
    const std::string packed = compressor.pack(raw);
    QVERIFY(!packed.empty());
    QVERIFY(packed.size() < raw.size() - raw.size() / 8 + 100);
    const auto message = decodeBinary(packed);
    QVERIFY(message);
    QVERIFY(isData(*message));
    QVERIFY(looksLikeData(Encoding::Binary, packed));
    const auto unpacked = unpacker.unpack(std::get<Packed>(*message));
    QVERIFY2(unpacked, unpacked ? "" : unpacked.error().text.c_str());
    QCOMPARE(*unpacked, std::string_view(raw));
    QVERIFY(decodeBinary(*unpacked));
}

void tst_Compression::aPackedMessageStatesItsPlaceAndItsCost()
{
    Compressor compressor;
    Manifest manifest = MessageSamples::manifestOf(titled(std::string(2000, 't')));
    manifest.epoch = 0xfedc'ba98'7654'3210U;
    manifest.changesTotal = 99;
    for (const std::string& frame : {frameOf(manifest), manyNodes()}) {
        const std::string packed = compressor.pack(frame);
        QVERIFY(!packed.empty());
        const DataPosition of = positionOf(Encoding::Binary, frame), ofPacked = positionOf(Encoding::Binary, packed);
        QCOMPARE(ofPacked.epoch, of.epoch);
        QCOMPARE(ofPacked.changesTotal, of.changesTotal);
        QCOMPARE(ofPacked.rawBytes, frame.size());
        QCOMPARE(of.rawBytes, frame.size());
    }
}

void tst_Compression::whatSavesNothingIsNotPacked()
{
    std::mt19937_64 random(3);
    Digests digests{.epoch = 1};
    for (int i = 0; i < 1000; ++i)
        digests.nodes.push_back({random(), random()});
    Compressor compressor;
    QCOMPARE(compressor.pack(frameOf(digests)), std::string());
    QVERIFY(!compressor.pack(manyNodes()).empty());
}

void tst_Compression::aFrameIsPackedTheSameWhateverCameBefore()
{
    Compressor used, fresh;
    graph::ChangeSet set = rows(3000);
    QVERIFY(!used.pack(frameOf(Part{ElementKind::Node, 0, 1, set.view()})).empty());
    QCOMPARE(used.pack(manyNodes()), fresh.pack(manyNodes()));
}

void tst_Compression::aPackedMessageThatLiesIsAnError_data()
{
    QTest::addColumn<Lie>("lie");
    const auto changed = [](const std::function<void(Packed&)>& change) {
        return Lie([change](std::string frame) {
            const std::string packed = Compressor().pack(frame);
            Packed lie = unwrap(packed);
            change(lie);
            return frameOf(lie);
        });
    };
    QTest::newRow("more bytes than it holds") << changed([](Packed& p) { ++p.rawBytes; });
    QTest::newRow("fewer bytes than it holds") << changed([](Packed& p) { --p.rawBytes; });
    QTest::newRow("no bytes") << changed([](Packed& p) { p.rawBytes = 0; });
    QTest::newRow("cut") << changed([](Packed& p) { p.zstd.remove_suffix(5); });
    QTest::newRow("nothing in it") << changed([](Packed& p) { p.zstd = {}; });
    QTest::newRow("no zstd") << changed([](Packed& p) { p.zstd = "this was never compressed"; });
    QTest::newRow("another epoch") << changed([](Packed& p) { p.epoch = 5; });
    QTest::newRow("another place") << changed([](Packed& p) { --p.changesTotal; });
    QTest::newRow("control") << Lie([](const std::string&) { return Compressor().pack(frameOf(Notice{std::string(3000, 'n')})); });
    QTest::newRow("packed twice") << Lie([](const std::string&) {
        Packed inner{.rawBytes = 40'000, .epoch = 0, .changesTotal = 0, .zstd = {}};
        const std::string zeros(30'000, '\0');
        inner.zstd = zeros;
        return Compressor().pack(frameOf(inner));
    });
    QTest::newRow("packed twice, and stating its own size") << Lie([](const std::string&) {
        const std::string zeros(30'000, '\0');
        Packed inner{.rawBytes = 1, .zstd = zeros};
        inner.rawBytes = static_cast<std::uint32_t>(frameOf(inner).size());
        return Compressor().pack(frameOf(inner));
    });
    QTest::newRow("no message") << Lie([](const std::string&) { return Compressor().pack(std::string(3000, 'x')); });
}

void tst_Compression::aPackedMessageThatLiesIsAnError()
{
    QFETCH(const Lie, lie);
    const std::string frame = lie(manyNodes());
    QVERIFY(!frame.empty());
    Unpacker unpacker;
    const auto unpacked = unpacker.unpack(unwrap(frame));
    QVERIFY(!unpacked);
    QVERIFY(!unpacked.error().text.empty());
    // And it is as good as new.
    const std::string honest = Compressor().pack(manyNodes());
    QVERIFY(unpacker.unpack(unwrap(honest)));
}

WEIR_TEST_IN(QCoreApplication, tst_Compression)
#include "tst_compression.moc"
