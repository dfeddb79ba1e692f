#include "base/freed_memory.h"
#include "common/command_line.h"
#include "bench/rig/bench.h"
#include <algorithm>

namespace {

QString toQString(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

QString description()
{
    QString text = QStringLiteral("Measures Weir on this machine; prints one JSON object a line, units in the names.\n"
                                  "See weir-bench NAME --help for the options of a measurement:\n");
    for (const weir::bench::Bench& bench : weir::bench::benches())
        text += QStringLiteral("\n  %1 %2").arg(toQString(bench.name), -27).arg(toQString(bench.text));
    return text;
}

QString names()
{
    QStringList names;
    for (const weir::bench::Bench& bench : weir::bench::benches())
        names.append(toQString(bench.name));
    return names.join(QStringLiteral(", "));
}

} // namespace

int main(int argc, char* argv[])
{
    weir::keepLittleFreedMemory();
    QStringList words;
    for (int i = 0; i < argc; ++i)
        words.append(QString::fromLocal8Bit(argv[i]));

    // Options after the name are the measurement's own, so the name is looked for first.
    if (words.size() > 1 && !words.at(1).startsWith(u'-')) {
        const auto benches = weir::bench::benches();
        const auto bench = std::ranges::find_if(benches, [&](const auto& b) { return toQString(b.name) == words.at(1); });
        if (bench != benches.end())
            return bench->run(QStringList{QStringLiteral("weir-bench ") + words.at(1)} + words.mid(2));
    }

    weir::app::CommandLine line(QStringLiteral("weir-bench"), description());
    line.addArguments(QStringLiteral("NAME"), QStringLiteral("what to measure: %1").arg(names()));
    if (const auto status = line.parse(words))
        return *status;
    if (line.arguments().isEmpty())
        return line.fail(QStringLiteral("What is to be measured? One of: %1.").arg(names()));
    return line.fail(QStringLiteral("There is no measurement \"%1\", only: %2.").arg(line.arguments().constFirst(), names()));
}
