#pragma once
#include "stream/applier.h"
#include "support/origin_graph.h"
#include <QtCore/QString>
#include <QtTest/QTest>

/// What tests of the Applier share: a server's messages are given to it, and what became of them is told.
class ApplierStage {
protected:
    enum class Given : std::uint8_t { Applied, Ignored, Resync, Audit, Fetch, Need, Invalid };   // all but the last as Applier::Outcome

    static constexpr weir::stream::Applier::Config config{1U << 20};

    /// What became of a message; why it was invalid is in m_words.
    Given give(weir::stream::Applier& applier, const OriginGraph::Frame& frame)
    {
        m_words.clear();
        std::expected<weir::stream::Applier::Outcome, weir::Error> outcome = weir::stream::Applier::Outcome::Ignored;
        if (const auto message = weir::protocol::decodeBinary(frame.bytes))
            outcome = applier.apply(*message, frame.bytes);
        else
            outcome = std::unexpected(message.error());
        if (!outcome) {
            m_words = QString::fromStdString(outcome.error().text);
            return Given::Invalid;
        }
        return static_cast<Given>(*outcome);
    }
    Given give(weir::stream::Applier& applier, OriginGraph& origin, const weir::protocol::Message& message)
    {
        return give(applier, origin.frame(message));
    }

    void snapshot(weir::stream::Applier& applier, OriginGraph& origin)
    {
        const auto parts = origin.parts();
        QCOMPARE(give(applier, origin, origin.manifest(origin.tick())), Given::Applied);
        for (const auto& part : parts)
            QCOMPARE(give(applier, part), Given::Applied);
    }

    /// In sync with a graph of some hundred elements at its tick.
    void follow(weir::stream::Applier& applier, OriginGraph& origin)
    {
        origin.grow(150);
        snapshot(applier, origin);
        const weir::Tick from = origin.tick();
        origin.change(20);
        QCOMPARE(give(applier, origin, origin.delta(from)), Given::Applied);
        QCOMPARE(applier.inSync(), std::optional(true));
        QVERIFY(applier.following());
    }

    QString m_words;
};
