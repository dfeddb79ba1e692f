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
    ScriptFont{QChar::Script_Arabic, "Arabic", mostScripts},
    ScriptFont{QChar::Script_Armenian, "Armenian", mostScripts},
    ScriptFont{QChar::Script_Bengali, "Bengali", mostScripts},
    ScriptFont{QChar::Script_Bopomofo, "Bopomofo", eastAsia},
    ScriptFont{QChar::Script_Common, "symbols or emoji", "fonts-symbola"},
    ScriptFont{QChar::Script_Devanagari, "Devanagari", mostScripts},
    ScriptFont{QChar::Script_Ethiopic, "Ethiopic", mostScripts},
    ScriptFont{QChar::Script_Georgian, "Georgian", mostScripts},
    ScriptFont{QChar::Script_Gujarati, "Gujarati", mostScripts},
    ScriptFont{QChar::Script_Gurmukhi, "Gurmukhi", mostScripts},
    ScriptFont{QChar::Script_Han, "Chinese characters", eastAsia},
    ScriptFont{QChar::Script_Hangul, "Hangul", eastAsia},
    ScriptFont{QChar::Script_Hebrew, "Hebrew", mostScripts},
    ScriptFont{QChar::Script_Hiragana, "Japanese", eastAsia},
    ScriptFont{QChar::Script_Kannada, "Kannada", mostScripts},
    ScriptFont{QChar::Script_Katakana, "Japanese", eastAsia},
    ScriptFont{QChar::Script_Khmer, "Khmer", mostScripts},
    ScriptFont{QChar::Script_Lao, "Lao", mostScripts},
    ScriptFont{QChar::Script_Malayalam, "Malayalam", mostScripts},
    ScriptFont{QChar::Script_Mongolian, "Mongolian", mostScripts},
    ScriptFont{QChar::Script_Myanmar, "Myanmar", mostScripts},
    ScriptFont{QChar::Script_Oriya, "Oriya", mostScripts},
    ScriptFont{QChar::Script_Sinhala, "Sinhala", mostScripts},
    ScriptFont{QChar::Script_Tamil, "Tamil", mostScripts},
    ScriptFont{QChar::Script_Telugu, "Telugu", mostScripts},
    ScriptFont{QChar::Script_Thai, "Thai", mostScripts},
    ScriptFont{QChar::Script_Tibetan, "Tibetan", mostScripts},
};

QString translated(const char* text) { return QCoreApplication::translate("FontAdvice", text); }

} // namespace

QString fontAdvice(QChar::Script script)
{
    const auto* const known = std::ranges::find(fonts, script, &ScriptFont::script);
    if (known == fonts.end()) {
        return translated("No installed font has some characters of these labels, so boxes stand for them. The package %1 has most scripts.")
            .arg(QLatin1StringView(mostScripts));
    }
    return translated("No installed font has %1, which some labels use, so boxes stand for it. The package %2 has it.")
        .arg(translated(known->name), QLatin1StringView(known->package));
}

} // namespace weir::ui
