#include "render/splat/line_walk.h"
#include "support/test_program.h"
#include <QtTest/QTest>
#include <cmath>
#include <random>
#include <vector>

using namespace weir::render;

class tst_LineWalk : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theDensityOfALineSumsUpToItsLength_data();
    void theDensityOfALineSumsUpToItsLength();
    void linesThatLeaveTheImageAreCut();
    void farAwayEndsDoNoHarm();
    void longLinesAreThinned();
};

namespace {

/// An image of densities with its border.
class Image final {
public:
    Image(int width, int height)
        : m_width(width), m_height(height), m_pixels(static_cast<std::size_t>(stride()) * static_cast<std::size_t>(height + 2 * LineWalk::border))
    {
    }

    [[nodiscard]] LineWalk walk(float weight = 1, float thinnedFrom = 1e9F)
    {
        return {&at(0, 0), m_width, m_height, stride(), weight, thinnedFrom};
    }

    [[nodiscard]] float& at(int x, int y) { return m_pixels[static_cast<std::size_t>((y + LineWalk::border) * stride() + x + LineWalk::border)]; }

    [[nodiscard]] double sum()   // of what is seen
    {
        double total = 0;
        for (int y = 0; y < m_height; ++y) {
            for (int x = 0; x < m_width; ++x)
                total += double{at(x, y)};
        }
        return total;
    }

    [[nodiscard]] const std::vector<float>& withBorder() const { return m_pixels; }

private:
    [[nodiscard]] int stride() const { return m_width + 2 * LineWalk::border; }

    int m_width, m_height;
    std::vector<float> m_pixels;
};

} // namespace

void tst_LineWalk::theDensityOfALineSumsUpToItsLength_data()
{
    QTest::addColumn<float>("dx");
    QTest::addColumn<float>("dy");
    QTest::newRow("level") << 40.0F << 0.0F;
    QTest::newRow("upright") << 0.0F << -33.5F;
    QTest::newRow("diagonal") << 25.0F << 25.0F;
    QTest::newRow("steep") << 7.3F << 31.9F;
    QTest::newRow("backwards") << -28.4F << 9.6F;
    QTest::newRow("shorter than a pixel") << 0.3F << 0.2F;
}

void tst_LineWalk::theDensityOfALineSumsUpToItsLength()
{
    QFETCH(float, dx);
    QFETCH(float, dy);
    Image image(100, 100);
    image.walk().add(50.3F, 49.6F, 50.3F + dx, 49.6F + dy);
    QVERIFY2(std::abs(image.sum() - std::hypot(double{dx}, double{dy})) < 1e-3, qPrintable(QString::number(image.sum())));
}

void tst_LineWalk::linesThatLeaveTheImageAreCut()
{
    Image image(64, 48);
    image.walk().add(-100, 20.5F, 300, 20.5F);
    QVERIFY(std::abs(image.sum() - 64) < 1e-3);
    QCOMPARE(image.at(0, 20), 1.0F);
    QCOMPARE(image.at(63, 20), 1.0F);
}

void tst_LineWalk::farAwayEndsDoNoHarm()
{
    std::mt19937 random(5);
    std::uniform_real_distribution<float> far(-1e7F, 1e7F);
    std::uniform_real_distribution<float> huge(-3e29F, 3e29F);
    Image image(64, 48);
    const LineWalk walk = image.walk();
    for (int i = 0; i < 5000; ++i) {
        auto& range = i % 4 == 0 ? huge : far;
        const bool bothFar = i % 2 == 0;
        const float x = range(random), y = range(random);
        walk.add(x, y, bothFar ? range(random) : 20, bothFar ? range(random) : 20);
    }
    for (const float value : image.withBorder())
        QVERIFY(std::isfinite(value) && value >= -1e-3F);
}

void tst_LineWalk::longLinesAreThinned()
{
    Image image(100, 20);
    image.walk(2, 10).add(5, 10.5F, 45, 10.5F);   // 4 times as long
    QVERIFY(std::abs(image.at(20, 10) - 1) < 1e-4F);
    image.walk(2, 10).add(5, 2.5F, 15, 2.5F);
    QVERIFY(std::abs(image.at(10, 2) - 2) < 1e-4F);
}

WEIR_TEST_IN(QCoreApplication, tst_LineWalk)
#include "tst_line_walk.moc"
