#pragma once
#include "host_stage.h"
#include "simulated_client.h"
#include <QtTest/QTest>

/// Applies and grants all until the client is where the host is.
inline void settle(HostStage& stage, SimulatedClient& client)
{
    HostStage::within10Seconds([&] {
        stage.idle();
        client.session.pump(stage.now);
        client.applyAll(stage.now);
        client.grant(1, stage.now);
        return client.closedWith || !client.breaches.isEmpty()
            || (client.applier.following() && client.applier.epoch() == stage.host.epoch() && client.queue.empty()
                && client.applier.appliedTick() >= stage.host.store().newestStamp() && (!client.mends || client.applier.inSync() == true));
    });
    QCOMPARE(client.breaches, QStringList());
    QVERIFY2(!client.closedWith, client.closeReason.c_str());
    QVERIFY(client.applier.store().digest() == stage.host.store().digest());
    QCOMPARE(client.applier.inSync(), std::optional(true));
}

/// The client says hello and gets all there is, until it is where the host is.
inline void join(HostStage& stage, SimulatedClient& client, const weir::protocol::Policy& policy = {})
{
    client.hello(stage.now, policy);
    settle(stage, client);
}
