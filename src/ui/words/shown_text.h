#pragma once
#include <QtCore/QString>

namespace weir::ui {

/// Graph data is written by others: a label of many lines or of a thousand letters must not become the window. Any thread.
[[nodiscard]] inline QString shownText(const QString& text)
{
    constexpr qsizetype longest = 200;
    const QString simple = text.simplified();
    return simple.size() <= longest ? simple : simple.left(longest - 1) + QChar(u'\u2026');
}

[[nodiscard]] inline QString shownText(const std::string& text) { return shownText(QString::fromStdString(text)); }

} // namespace weir::ui
