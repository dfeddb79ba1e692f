#pragma once
#include <QtCore/QHash>
#include <QtCore/QSet>
#include <QtCore/QStringList>
#include <optional>

/// What the floors test reads of the project: text only, nothing is compiled or run.
namespace floors {

struct Include {
    QString path;          ///< as written, without quotes or brackets
    bool isQuoted = false;
};

struct SourceFile {
    QString path;          ///< from the project's root, e.g. "src/flow/grant.h"
    QString folder;        ///< under src/, sub-folders too: "ui/graph"; under app/ the program: "weir-tap"
    QList<Include> includes;
    QString code;          ///< without comments, include lines and the text inside string literals
    QSet<QString> spaces;  ///< names that stand before "::" in the code, without "weir::" and not after another
    QString text;          ///< without comments

    [[nodiscard]] bool isIn(const QString& root) const { return path.startsWith(root + u'/'); }
};

struct Floor {
    int number = 0;
    QSet<QString> uses;
};

/// A file of the project as text; empty where there is none.
[[nodiscard]] QString read(const QString& path);

[[nodiscard]] SourceFile readSource(const QString& path);

/// Every .h and .cpp under src/ and app/.
[[nodiscard]] QList<SourceFile> readSources();

/// Every .qml under qml/, of which nothing is included.
[[nodiscard]] QList<SourceFile> readQml();

/// The insides of the string literals of a text without comments.
[[nodiscard]] QStringList stringsIn(const QString& text);

/// The rows "| 3 | `server` | base, graph | ..." of src/README.md.
[[nodiscard]] QHash<QString, Floor> readTable();

/// A module of QML, as "| `Graph` | Controls |" of qml/README.md names it, without "Weir.".
struct QmlModule {
    QString name;
    QStringList imports;
};

/// The rows of qml/README.md, in their order.
[[nodiscard]] QList<QmlModule> readQmlModules();

/// The row that a folder of src/ falls under: its own, or that of the nearest folder above which has one. Empty: there is none.
[[nodiscard]] QString rowOf(const QString& folder, const QHash<QString, Floor>& table);

/// USES of weir_folder() in a folder's CMakeLists.txt; nothing: it calls none, or one of another name.
[[nodiscard]] std::optional<QSet<QString>> readUses(const QString& folder);

/// The names that the code gives to the threads it makes; base, which makes them all, and measurements apart.
[[nodiscard]] QSet<QString> threadsMade(const QList<SourceFile>& files);

/// The names in the list of threads of src/README.md, without the N of numbered ones.
[[nodiscard]] QSet<QString> threadsListed();

} // namespace floors
