#pragma once
#include <QtCore/QString>

namespace weir::app {

/// Words for people as they are printed: with an end, whoever wrote them.
[[nodiscard]] inline QString asSentence(const QString& words)
{
    QString sentence = words.trimmed();
    constexpr QStringView ends = u".!?";
    if (!sentence.isEmpty() && !ends.contains(sentence.back()))
        sentence += u'.';
    return sentence;
}

} // namespace weir::app
