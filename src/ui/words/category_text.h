#pragma once
#include "ui/words/shown_text.h"
#include <QtCore/QCoreApplication>
#include <string_view>

namespace weir::ui {

/// The name of a category in a list, as it is shown; elements of one without a name have none.
[[nodiscard]] inline QString categoryText(std::string_view name)
{
    return name.empty() ? QCoreApplication::translate("Category", "no category")
                        : shownText(QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())));
}

} // namespace weir::ui
