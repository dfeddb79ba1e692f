#include "weir-bench/edge_list.h"
#include <QtCore/QFile>
#include <algorithm>

namespace weir::bench {

namespace {

constexpr std::uint32_t mostNodes = 4'000'000;

} // namespace

std::expected<EdgeList, Error> readEdgeList(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Text)) {
        return std::unexpected(Error{(path + QStringLiteral(" cannot be read: ") + file.errorString()).toStdString()});
    }
    EdgeList list;
    const auto wrong = [&](int line) {
        return std::unexpected(Error{
            QStringLiteral("%1, line %2: expected two node numbers below %3.").arg(path).arg(line).arg(mostNodes).toStdString()});
    };
    for (int line = 1; !file.atEnd(); ++line) {
        const QByteArray text = file.readLine().simplified();
        if (text.isEmpty())
            continue;
        const QList<QByteArray> words = text.split(' ');
        bool firstIsNumber = false;
        bool secondIsNumber = false;
        if (words.size() != 2)
            return wrong(line);
        const std::uint32_t second = words[1].toUInt(&secondIsNumber);
        if (words[0] == "#" && secondIsNumber && second <= mostNodes && line == 1) {
            list.nodes = second;
            continue;
        }
        const std::uint32_t first = words[0].toUInt(&firstIsNumber);
        if (!firstIsNumber || !secondIsNumber || std::max(first, second) >= mostNodes)
            return wrong(line);
        list.edges.emplace_back(first, second);
        list.nodes = std::max<std::size_t>(list.nodes, std::max(first, second) + std::size_t{1});
    }
    return list;
}

} // namespace weir::bench
