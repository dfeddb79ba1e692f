#include "ui/words/font_advice.h"

#include <QtCore/QCoreApplication>
#include <algorithm>
#include <array>

namespace weir::ui {

namespace {

struct ScriptFont {
    QChar::Script script;
    const char* name;      ///< as people say it
    const char* package;   ///< of Debian and Ubuntu, with outlines of it
};

constexpr const char* mostScripts = "fonts-noto-core";
constexpr const char* eastAsia = "fonts-noto-cjk";

constexpr std::array fonts = {
    ScriptFont{QChar::Script_Arabic, QT_TRANSLATE_NOOP("FontAdvice", "Arabic"), mostScripts},
    ScriptFont{QChar::Script_Armenian, QT_TRANSLATE_NOOP("FontAdvice", "Armenian"), mostScripts},
    ScriptFont{QChar::Script_Bengali, QT_TRANSLATE_NOOP("FontAdvice", "Bengali"), mostScripts},
    ScriptFont{QChar::Script_Bopomofo, QT_TRANSLATE_NOOP("FontAdvice", "Bopomofo"), eastAsia},
    ScriptFont{QChar::Script_Common, QT_TRANSLATE_NOOP("FontAdvice", "symbols or emoji"), "fonts-symbola"},
    ScriptFont{QChar::Script_Devanagari, QT_TRANSLATE_NOOP("FontAdvice", "Devanagari"), mostScripts},
    ScriptFont{QChar::Script_Ethiopic, QT_TRANSLATE_NOOP("FontAdvice", "Ethiopic"), mostScripts},
    ScriptFont{QChar::Script_Georgian, QT_TRANSLATE_NOOP("FontAdvice", "Georgian"), mostScripts},
    ScriptFont{QChar::Script_Gujarati, QT_TRANSLATE_NOOP("FontAdvice", "Gujarati"), mostScripts},
    ScriptFont{QChar::Script_Gurmukhi, QT_TRANSLATE_NOOP("FontAdvice", "Gurmukhi"), mostScripts},
    ScriptFont{QChar::Script_Han, QT_TRANSLATE_NOOP("FontAdvice", "Chinese characters"), eastAsia},
    ScriptFont{QChar::Script_Hangul, QT_TRANSLATE_NOOP("FontAdvice", "Hangul"), eastAsia},
    ScriptFont{QChar::Script_Hebrew, QT_TRANSLATE_NOOP("FontAdvice", "Hebrew"), mostScripts},
    ScriptFont{QChar::Script_Hiragana, QT_TRANSLATE_NOOP("FontAdvice", "Japanese"), eastAsia},
    ScriptFont{QChar::Script_Kannada, QT_TRANSLATE_NOOP("FontAdvice", "Kannada"), mostScripts},
    ScriptFont{QChar::Script_Katakana, QT_TRANSLATE_NOOP("FontAdvice", "Japanese"), eastAsia},
    ScriptFont{QChar::Script_Khmer, QT_TRANSLATE_NOOP("FontAdvice", "Khmer"), mostScripts},
    ScriptFont{QChar::Script_Lao, QT_TRANSLATE_NOOP("FontAdvice", "Lao"), mostScripts},
    ScriptFont{QChar::Script_Malayalam, QT_TRANSLATE_NOOP("FontAdvice", "Malayalam"), mostScripts},
    ScriptFont{QChar::Script_Mongolian, QT_TRANSLATE_NOOP("FontAdvice", "Mongolian"), mostScripts},
    ScriptFont{QChar::Script_Myanmar, QT_TRANSLATE_NOOP("FontAdvice", "Myanmar"), mostScripts},
    ScriptFont{QChar::Script_Oriya, QT_TRANSLATE_NOOP("FontAdvice", "Oriya"), mostScripts},
    ScriptFont{QChar::Script_Sinhala, QT_TRANSLATE_NOOP("FontAdvice", "Sinhala"), mostScripts},
    ScriptFont{QChar::Script_Tamil, QT_TRANSLATE_NOOP("FontAdvice", "Tamil"), mostScripts},
    ScriptFont{QChar::Script_Telugu, QT_TRANSLATE_NOOP("FontAdvice", "Telugu"), mostScripts},
    ScriptFont{QChar::Script_Thai, QT_TRANSLATE_NOOP("FontAdvice", "Thai"), mostScripts},
    ScriptFont{QChar::Script_Tibetan, QT_TRANSLATE_NOOP("FontAdvice", "Tibetan"), mostScripts},
};

struct Words {
    Q_DECLARE_TR_FUNCTIONS(FontAdvice)
};

} // namespace

QString fontAdvice(QChar::Script script)
{
    const auto* const known = std::ranges::find(fonts, script, &ScriptFont::script);
    if (known == fonts.end()) {
        return Words::tr("No installed font has some characters of these labels, so boxes stand for them. The package %1 has most scripts.")
            .arg(QLatin1StringView(mostScripts));
    }
    return Words::tr("No installed font has %1, which some labels use, so boxes stand for it. The package %2 has it.")
        .arg(Words::tr(known->name), QLatin1StringView(known->package));
}

} // namespace weir::ui
