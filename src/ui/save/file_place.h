#pragma once
#include <QtCore/QDir>
#include <QtCore/QStandardPaths>
#include <QtCore/QString>

namespace weir::ui {

/// Where files of one sort are saved, by paths as a person types them: from the home folder (~/), or in the folder for that sort. A plain
/// value.
class FilePlace final {
public:
    /// As Pictures or Documents.
    explicit FilePlace(QStandardPaths::StandardLocation sort) : m_sort(sort) {}

    [[nodiscard]] QDir usual() const { return QDir(QStandardPaths::writableLocation(m_sort)); }
    [[nodiscard]] QString absolute(const QString& path) const;
    [[nodiscard]] QString folderOf(const QString& path) const;
    /// On the way to the file, the nearest folder that there is.
    [[nodiscard]] QString folderThere(const QString& path) const;
    [[nodiscard]] bool exists(const QString& path) const;
    /// `folder`, or the usual one where it is empty or gone.
    [[nodiscard]] QDir suggested(const QString& folder) const;

private:
    QStandardPaths::StandardLocation m_sort;
};

} // namespace weir::ui
