#pragma once
#include "base/error.h"
#include <expected>
#include <QtCore/QString>
#include <QtCore/QStringList>
#include <string>
#include <vector>

namespace weir::source {

/// Whether something can be read there; "-" is standard input. An error says why not, of the kind NotFound where nothing is there.
[[nodiscard]] std::expected<void, Error> checkReadable(const QString& path);

/// The source that shows a file which was named alone: events of JSON lines, of a pipe and of "-", else the graph in it; by its whole
/// path, which means the same wherever a program is started. An error where there is nothing to read.
[[nodiscard]] std::expected<QString, Error> specOfFile(const QString& path);

/// As specOfFile() of several files that belong together: a table of edges and a table of nodes, in any order. An error where they do not.
[[nodiscard]] std::expected<QString, Error> specOfFiles(const QStringList& paths);

/// The source that a word alone names: the file of this path, as specOfFile() has it, or where there is none what begins with the name of
/// a kind of source, e.g. "debian" or "file:PATH:source=a,target=b". An error where it is neither.
[[nodiscard]] std::expected<QString, Error> specOfWord(const QString& word);

/// Files that are read, of one format each: what people call it, and the patterns of their names, e.g. "*.csv" and "*.csv.gz".
struct FileKind {
    std::string name;
    std::vector<std::string> patterns;
};
[[nodiscard]] std::vector<FileKind> fileKinds();

}   // namespace weir::source
