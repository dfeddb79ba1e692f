#include "source/slot_keys.h"
#include "support/test_program.h"
#include <QtTest/QTest>
#include <map>
#include <random>

using namespace weir;
using namespace weir::source;

/// Which slot has a key, while keys come and go.
class tst_SlotKeys final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aKeyIsFoundUntilItGoes()
    {
        SlotKeys keys;
        QVERIFY(!keys.find("a"));
        keys.insert(3, "a");
        keys.insert(0, "a key that is longer than fifteen bytes");
        QVERIFY(keys.find("a") == Slot(3) && keys.keyOf(3) == "a" && keys.keyOf(1).empty() && keys.keyOf(9).empty());
        const auto both = keys.find("a", "b");
        QVERIFY(both.first == Slot(3) && !both.second);
        keys.erase(3);
        QVERIFY(!keys.find("a") && keys.keyOf(3).empty());
        keys.insert(3, "b");
        QVERIFY(keys.find("b") == Slot(3) && keys.find("a key that is longer than fifteen bytes") == Slot(0));
    }

    void manyThatComeAndGoAreTheOnesThatAreThere()
    {
        SlotKeys keys;
        std::map<std::string, Slot> there;
        std::mt19937 random(7);
        for (int step = 0; step < 60'000; ++step) {
            const Slot slot = random() % 3000;
            if (const std::string key(keys.keyOf(slot)); !key.empty()) {
                keys.erase(slot);
                there.erase(key);
            } else {
                const std::string fresh = "key " + std::to_string(step);
                keys.insert(slot, fresh);
                there.emplace(fresh, slot);
            }
            if (step % 1000 != 0)
                continue;
            for (const auto& [key, at] : there)
                QVERIFY2(keys.find(key) == at, key.c_str());
            QVERIFY(!keys.find("key " + std::to_string(step + 1)));
        }
    }
};

WEIR_TEST(tst_SlotKeys)
#include "tst_slot_keys.moc"
