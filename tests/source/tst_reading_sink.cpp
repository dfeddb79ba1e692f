#include "source/reading_sink.h"
#include "support/test_program.h"
#include <QtTest/QTest>
#include <vector>

using namespace weir;
using namespace weir::source;

namespace {

/// Keeps what is said of the reading.
class Said final : public ChangeSink {
public:
    [[nodiscard]] graph::ChangeSet takeEmptySet() override { return {}; }
    [[nodiscard]] bool push(graph::ChangeSet) override { return true; }
    [[nodiscard]] bool waitFor(std::chrono::nanoseconds) override { return false; }
    void report(Error) override {}
    void progress(double share) override { shares.push_back(share); }
    void whole() override {}

    std::vector<double> shares;
};

} // namespace

class tst_ReadingSink final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsSaidOfAReadingNeverGoesBack()
    {
        Said said;
        double share = 0;
        ReadingSink sink(said, [&share] { return share; });
        for (const double at : {0.2, 0.9, 0.1, 1.0}) {   // its reader goes back to what it left for later
            share = at;
            QVERIFY(sink.push({}));
        }
        sink.whole();
        QVERIFY(sink.push({}));   // then there is nothing more to say
        QCOMPARE(said.shares, (std::vector{0.2, 0.9, 0.9, 1.0}));
    }
};

WEIR_TEST(tst_ReadingSink)
#include "tst_reading_sink.moc"
