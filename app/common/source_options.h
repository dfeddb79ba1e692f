#pragma once
#include "common/command_line.h"
#include "source/catalogue.h"
#include <cstdio>

namespace weir::app {

/// --source, and what shells ask to complete it. Programs that use this link weir_source.
inline void addSourceOptions(CommandLine& line, const QString& text, const QString& fallback = {})
{
    line.addOption(QStringLiteral("source"), text, QStringLiteral("SPEC"), fallback);
    line.addOption(QStringLiteral("complete-source"), QStringLiteral("print how a SPEC that begins so can go on, for shells, and exit"), QStringLiteral("TEXT"));
}

/// The status to exit with where a shell asked; it was answered.
[[nodiscard]] inline std::optional<int> completeSource(const CommandLine& line)
{
    if (!line.has(QStringLiteral("complete-source")))
        return std::nullopt;
    for (const std::string& spec : source::completions(line.texts(QStringLiteral("complete-source")).value(0).toStdString()))
        std::puts(spec.c_str());
    return 0;
}

} // namespace weir::app
