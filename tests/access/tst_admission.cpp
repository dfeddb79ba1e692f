#include "access/admission.h"
#include "support/test_program.h"
#include <QtTest>

using namespace std::chrono_literals;
using weir::TimePoint;
using weir::access::Admission;
using weir::access::AdmissionLimits;
using Verdict = Admission::Verdict;

class tst_Admission : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whoComesWithinTheLimitsIsWelcome();
    void tooManyOfAnAddressAreToldSoAndThenTurnedAway();
    void tooManyInAllAreToldSoAndThenTurnedAway();
    void whoLeavesMakesRoom();
    void oneAddressThatFloodsTakesNothingFromTheOthers();
    void aFloodFromEverywhereIsBounded();
    void aSecondLaterAllMayComeAgain();
};

namespace {

const TimePoint start{};
constexpr Admission::Address here = 1, there = 2;

} // namespace

void tst_Admission::whoComesWithinTheLimitsIsWelcome()
{
    Admission admission({4, 2, 100, 100});
    for (const auto address : {here, there, here, there})
        QCOMPARE(admission.arrive(address, start + 10s), Verdict::Welcome);
    QCOMPARE(admission.inside(), std::size_t{4});
}

void tst_Admission::tooManyOfAnAddressAreToldSoAndThenTurnedAway()
{
    Admission admission({100, 2, 1000, 1000});
    const TimePoint now = start + 10s;
    QCOMPARE(admission.arrive(here, now), Verdict::Welcome);
    QCOMPARE(admission.arrive(here, now), Verdict::Welcome);
    for (std::size_t i = 0; i < Admission::roomToBeToldPerAddress; ++i)
        QCOMPARE(admission.arrive(here, now), Verdict::TooManyOfAddress);
    QCOMPARE(admission.arrive(here, now), Verdict::TurnedAway);
    QCOMPARE(admission.inside(), 2 + Admission::roomToBeToldPerAddress);
    QCOMPARE(admission.arrive(there, now), Verdict::Welcome);
}

void tst_Admission::tooManyInAllAreToldSoAndThenTurnedAway()
{
    Admission admission({3, 1, 1000, 1000});
    const TimePoint now = start + 10s;
    for (Admission::Address address = 0; address < 3; ++address)
        QCOMPARE(admission.arrive(address, now), Verdict::Welcome);
    for (Admission::Address address = 3; address < 3 + Admission::roomToBeTold; ++address)
        QCOMPARE(admission.arrive(address, now), Verdict::TooManyClients);
    QCOMPARE(admission.arrive(1000, now), Verdict::TurnedAway);
}

void tst_Admission::whoLeavesMakesRoom()
{
    Admission admission({1, 1, 1000, 1000});
    const TimePoint now = start + 10s;
    QCOMPARE(admission.arrive(here, now), Verdict::Welcome);
    QCOMPARE(admission.arrive(here, now), Verdict::TooManyOfAddress);
    admission.leave(here);
    admission.leave(here);
    QCOMPARE(admission.inside(), std::size_t{0});
    QCOMPARE(admission.arrive(here, now), Verdict::Welcome);
    admission.leave(here);
    // Forgotten meanwhile or not, an address that comes back counts anew.
    QCOMPARE(admission.arrive(there, now + 5s), Verdict::Welcome);
    QCOMPARE(admission.arrive(here, now + 5s), Verdict::TooManyClients);
}

void tst_Admission::oneAddressThatFloodsTakesNothingFromTheOthers()
{
    Admission admission({1000, 1000, 20, 10});
    const TimePoint now = start + 10s;
    std::size_t welcome = 0;
    for (int i = 0; i < 10'000; ++i)
        welcome += admission.arrive(here, now) == Verdict::Welcome ? 1 : 0;
    QCOMPARE(welcome, std::size_t{10});
    for (int i = 0; i < 10; ++i)
        QCOMPARE(admission.arrive(there, now), Verdict::Welcome);
}

void tst_Admission::aFloodFromEverywhereIsBounded()
{
    Admission admission({100'000, 10, 20, 10});
    std::size_t welcome = 0;
    for (Admission::Address address = 0; address < 10'000; ++address)
        welcome += admission.arrive(address, start + 10s) == Verdict::Welcome ? 1 : 0;
    QCOMPARE(welcome, std::size_t{20});
    QCOMPARE(admission.inside(), std::size_t{20});
}

void tst_Admission::aSecondLaterAllMayComeAgain()
{
    Admission admission({1000, 1000, 5, 5});
    for (int second = 10; second < 13; ++second) {
        std::size_t welcome = 0;
        for (int i = 0; i < 50; ++i)
            welcome += admission.arrive(here, start + std::chrono::seconds(second)) == Verdict::Welcome ? 1 : 0;
        QCOMPARE(welcome, std::size_t{5});
    }
}

WEIR_TEST(tst_Admission)
#include "tst_admission.moc"
