#include "source/events/complaints.h"
#include "support/test_program.h"
#include <QtTest/QtTest>

using namespace weir::source;

class tst_Complaints final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void complaintsAreFewAndOfOneKindHideNoOther()
    {
        Complaints complaints;
        using Kind = Complaints::Kind;
        using Say = Complaints::Say;
        int said = 0;
        for (int i = 0; i < 1'000'000; ++i)
            said += complaints.next(Kind::Removal) == Say::Nothing ? 0 : 1;
        QCOMPARE(said, 1 + 6);   // the first, and at ten, a hundred, …
        QCOMPARE(complaints.next(Kind::Line), Say::It);
        QCOMPARE(complaints.count(Kind::Line), std::uint64_t(1));
    }
};

WEIR_TEST_IN(QCoreApplication, tst_Complaints)
#include "tst_complaints.moc"
