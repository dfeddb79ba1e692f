#pragma once
#include "render/labels/label_shaper.h"
#include <QtCore/QList>
#include <QtGui/QFont>
#include <QtTest/QTest>
#include <cmath>
#include <map>

/// Texts as people and attackers write them, for the label shaper.
namespace label_samples {

struct Sample {
    QByteArray name;
    QString text;
};

/// The first letters of every script that Qt tells apart.
inline QList<Sample> scripts()
{
    std::map<QChar::Script, QString> texts;
    for (char32_t point = 0x20; point < 0x20000; ++point) {
        QString& text = texts[QChar::script(point)];
        if (text.size() < 12 && QChar::isLetter(point))
            text += QString::fromUcs4(&point, 1);
    }
    QList<Sample> samples;
    for (const auto& [script, text] : texts) {
        if (!text.isEmpty())
            samples.append({QByteArray("script ") + QByteArray::number(script) + ' ' + QByteArray::number(text.toUcs4().front(), 16), text});
    }
    return samples;
}

inline QList<Sample> oddities()
{
    const QString letter = QStringLiteral("a");
    QString family = QStringLiteral("x");
    for (int i = 0; i < 20; ++i)
        family += QStringLiteral("\u200d\U0001f469");
    return {
        {"both directions", QStringLiteral("abc \u05e9\u05dc\u05d5\u05dd def \u0645\u062d\u0645\u062f 123")},
        {"overrides that are never closed", QStringLiteral("\u202e\u202d\u202e\u2066\u2067abc")},
        {"combining marks beyond reason", letter + QString(200, QChar(0x0301))},
        {"marks without a letter", QString(20, QChar(0x0489))},
        {"zero-width joiners", QStringLiteral("a\u200db\u200dc\u200d\u200d\u200d")},
        {"a family", family},
        {"nothing but joiners", QString(20, QChar(0x200d))},
        {"private use", QStringLiteral("\ue000\uf8ff\U000f0000")},
        {"noncharacters", QStringLiteral("a\ufffe\uffffb")},
        {"a first half alone", letter + QChar(0xd83d)},
        {"a second half alone", QChar(0xde00) + letter},
        {"halves the wrong way round", QString(QChar(0xde00)) + QChar(0xd83d)},
        {"4 KiB without a break", QString(4096, u'w')},
        {"4 KiB of a script without a font", QString(4096, QChar(0x0915))},
        {"controls", QStringLiteral("a\u0001\u0007\u001bb\u007f")},
        {"a null", letter + QChar(0) + letter},
    };
}

inline QFont font()
{
    QFont font(QStringLiteral("Roboto"));
    font.setPixelSize(12);
    return font;
}

/// What holds of a label of any text.
inline void verifyShaped(const weir::render::LabelShaper::Shaped& shaped)
{
    QVERIFY(std::isfinite(shaped.width) && std::isfinite(shaped.height));
    QVERIFY(shaped.width >= 0 && shaped.width < 4096 && shaped.height >= 0 && shaped.height < 256);
    for (const weir::render::LabelGlyph& glyph : shaped.glyphs) {
        for (std::size_t i = 0; i < 4; ++i) {
            QVERIFY(std::isfinite(glyph.rect[i]) && std::abs(glyph.rect[i]) < 8192);
            QVERIFY(glyph.source[i] >= 0 && glyph.source[i] <= 1);
        }
    }
}

} // namespace label_samples
