#include "protocol/codec.h"
#include "protocol/message_fields.h"
#include "protocol/message_samples.h"
#include "support/test_program.h"
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtTest>

using namespace weir;
using namespace weir::protocol;

/// What is written is what is read, field by field, in both encodings.
class tst_RoundTrip : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyMessageComesBackFromBinary_data() { samples(); }
    void everyMessageComesBackFromBinary();
    void everyMessageComesBackFromJson_data() { samples(); }
    void everyMessageComesBackFromJson();
    void jsonIsJsonToAnotherReader_data() { samples(); }
    void jsonIsJsonToAnotherReader();
    void dataIsToldFromItsFrame_data() { samples(); }
    void dataIsToldFromItsFrame();
    void zeroIsNotAsItIs();
    void dataIsWhatThePageCallsData();
    void oneOfEachMessageIsHere();
    void anEncoderLeavesNothingOfTheMessageBefore();
    void jsonExpandsNoMoreThanStated_data();
    void jsonExpandsNoMoreThanStated();
    void subprotocolsAreAsDocumented();

private:
    void samples()
    {
        QTest::addColumn<std::size_t>("index");
        for (std::size_t i = 0; i < m_samples.all().size(); ++i)
            QTest::addRow("%s (%d)", m_samples.all()[i].name, static_cast<int>(i)) << i;
    }
    [[nodiscard]] const Message& sample() const
    {
        QFETCH(const std::size_t, index);
        return m_samples.all()[index].message;
    }

    MessageSamples m_samples;
};

void tst_RoundTrip::everyMessageComesBackFromBinary()
{
    Encoder encoder(Encoding::Binary);
    const std::string frame(encoder.encode(sample()));
    const auto decoded = decodeBinary(frame);
    QVERIFY2(decoded, decoded ? "" : decoded.error().text.c_str());
    QCOMPARE(MessageFields::of(*decoded), MessageFields::of(sample()));
}

void tst_RoundTrip::everyMessageComesBackFromJson()
{
    Encoder encoder(Encoding::Json);
    const std::string frame(encoder.encode(sample()));
    const auto binary = binaryFromJson(frame);
    QVERIFY2(binary, binary ? "" : binary.error().text.c_str());
    const auto decoded = decodeBinary(*binary);
    QVERIFY2(decoded, decoded ? "" : decoded.error().text.c_str());
    QCOMPARE(MessageFields::of(*decoded), MessageFields::of(sample()));
}

void tst_RoundTrip::jsonIsJsonToAnotherReader()
{
    Encoder encoder(Encoding::Json);
    const std::string frame(encoder.encode(sample()));
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromStdString(frame), &error);
    QVERIFY2(error.error == QJsonParseError::NoError, qPrintable(error.errorString()));
    QCOMPARE(document.object()[QStringLiteral("body_type")].toString(), QString::fromLatin1(nameOf(sample())));
    QVERIFY(document.object()[QStringLiteral("body")].isObject());
    if (const auto* const notice = std::get_if<Notice>(&sample()))
        QCOMPARE(document.object()[QStringLiteral("body")][QStringLiteral("text")].toString(), QString::fromStdString(notice->text));
    if (const auto* const credit = std::get_if<Credit>(&sample()))
        QCOMPARE(document.object()[QStringLiteral("body")][QStringLiteral("epoch")].toString(), QStringLiteral("0x") + QString::number(credit->epoch, 16));
}

void tst_RoundTrip::dataIsToldFromItsFrame()
{
    for (const Encoding encoding : {Encoding::Binary, Encoding::Json}) {
        Encoder encoder(encoding);
        const std::string frame(encoder.encode(sample()));
        QCOMPARE(looksLikeData(encoding, frame), isData(sample()));
        QVERIFY(!looksLikeData(encoding == Encoding::Binary ? Encoding::Json : Encoding::Binary, frame));
    }
}

void tst_RoundTrip::dataIsWhatThePageCallsData()
{
    const QStringList data{QStringLiteral("Manifest"), QStringLiteral("Part"), QStringLiteral("Delta"), QStringLiteral("Digests"), QStringLiteral("Packed"),
                           QStringLiteral("Growth")};
    for (const auto& one : m_samples.all())
        QCOMPARE(isData(one.message), data.contains(QLatin1String(nameOf(one.message))));
}

void tst_RoundTrip::zeroIsNotAsItIs()
{
    const auto steer = [](std::string_view body) {
        return std::get<Steer>(decodeBinary(binaryFromJson("{\"body_type\":\"Steer\",\"body\":" + std::string(body) + "}").value()).value());
    };
    QCOMPARE(steer(R"({"rate":0,"running":false,"source":""})").rate, std::optional(0.0));
    QCOMPARE(steer(R"({"rate":0,"running":false,"source":""})").running, std::optional(false));
    QCOMPARE(steer(R"({"rate":0,"running":false,"source":""})").source, std::optional(std::string()));
    const Steer nothing = steer("{}");
    QVERIFY(!nothing.rate && !nothing.running && !nothing.source);
    // And so does a writer of ours.
    Encoder json(Encoding::Json);
    QVERIFY(json.encode(Steer{.source = std::nullopt, .rate = 0.0, .running = false}).find(R"("rate":0,"running":false)") != std::string_view::npos);
    // A source that stands still has a rate; one that goes its own way has none.
    const auto rateOf = [](const Feed& feed) {
        Encoder binary(Encoding::Binary);
        return std::get<Feed>(decodeBinary(binary.encode(feed)).value()).rate;
    };
    QCOMPARE(rateOf({.spec = "synthetic", .rate = 0.0}), std::optional(0.0));
    QCOMPARE(rateOf({.spec = "file:a"}), std::nullopt);
    QVERIFY(json.encode(Feed{.spec = "file:a"}).find("rate") == std::string_view::npos);
}

void tst_RoundTrip::oneOfEachMessageIsHere()
{
    std::vector<bool> seen(std::variant_size_v<Message>);
    for (const auto& one : m_samples.all())
        seen[one.message.index()] = true;
    QVERIFY(std::ranges::find(seen, false) == seen.end());
}

void tst_RoundTrip::anEncoderLeavesNothingOfTheMessageBefore()
{
    for (const Encoding encoding : {Encoding::Binary, Encoding::Json}) {
        Encoder reused(encoding);
        for (const auto& one : m_samples.all()) {
            Encoder fresh(encoding);
            QVERIFY(reused.encode(one.message) == fresh.encode(one.message));
        }
        Encoder moved = std::move(reused);
        QVERIFY(moved.encode(Ping{.id = 1, .timeUs = 2}) == Encoder(encoding).encode(Ping{.id = 1, .timeUs = 2}));
    }
}

void tst_RoundTrip::jsonExpandsNoMoreThanStated_data()
{
    QTest::addColumn<QString>("name");
    for (const char* const name : {"control characters", "longest numbers", "motions", "many value columns", "many parts", "empty strings"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void tst_RoundTrip::jsonExpandsNoMoreThanStated()
{
    QFETCH(const QString, name);
    const auto verify = [](const Message& message) {
        const std::size_t binary = Encoder(Encoding::Binary).encode(message).size();
        Encoder encoder(Encoding::Json);
        const std::size_t json = encoder.encode(message).size();
        QVERIFY2(json <= jsonExpansion * binary, qPrintable(QStringLiteral("%1: %2 of %3 bytes").arg(QLatin1String(nameOf(message))).arg(json).arg(binary)));
    };
    const std::string bad(1000, '\x1f');
    if (name == QLatin1String("control characters")) {
        graph::ChangeSet set = MessageSamples::controlCharacters();
        verify(Part{.changes = set.view()});
        verify(Notice{bad});
        verify(Resync{bad});
        graph::Schema schema;
        schema.title = bad;
        schema.nodeCategories = {bad, bad};
        verify(MessageSamples::manifestOf(schema));
    } else if (name == QLatin1String("longest numbers")) {
        graph::ChangeSet set = MessageSamples::longestNumbers();
        verify(MessageSamples::deltaOf(set));
    } else if (name == QLatin1String("motions")) {
        graph::ChangeSet set = MessageSamples::longestNumbers();
        graph::ChangeView only;
        only.nodeMotions = set.view().nodeMotions;
        verify(Part{.changes = only});
    } else if (name == QLatin1String("many value columns")) {
        graph::Schema schema;
        schema.nodeValues.assign(graph::maxValueColumns, {"\x01", "\x01"});
        verify(MessageSamples::manifestOf(schema));
    } else if (name == QLatin1String("many parts")) {
        constexpr std::uint32_t most = ~std::uint32_t{0};
        constexpr graph::Digest digest{~std::uint64_t{0}, ~std::uint64_t{0}};
        Manifest manifest;
        manifest.parts.assign(1000, PartEntry{{ElementKind::Edge, most, most}, most, digest});
        verify(manifest);
    } else {
        graph::Schema schema;
        schema.nodeCategories.resize(1000);
        verify(MessageSamples::manifestOf(schema));
        for (const auto& one : m_samples.all())
            verify(one.message);
    }
}

void tst_RoundTrip::subprotocolsAreAsDocumented()
{
    QCOMPARE(subprotocolOf(Encoding::Binary), "weir.v1.bin");
    QCOMPARE(subprotocolOf(Encoding::Json), "weir.v1.json");
    QCOMPARE(version, std::uint16_t{1});
    QCOMPARE(streamPath, "/stream");
}

WEIR_TEST(tst_RoundTrip)
#include "tst_round_trip.moc"
