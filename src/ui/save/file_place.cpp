#include "ui/save/file_place.h"
#include "base/home_path.h"
#include <QtCore/QFileInfo>

namespace weir::ui {

QString FilePlace::absolute(const QString& path) const
{
    return usual().absoluteFilePath(QString::fromStdString(withHome(path.toStdString())));
}

QString FilePlace::folderOf(const QString& path) const { return QFileInfo(absolute(path)).path(); }

QString FilePlace::folderThere(const QString& path) const
{
    QString folder = folderOf(path);
    while (!QFileInfo(folder).isDir() && folder != QDir::rootPath())
        folder = QFileInfo(folder).path();
    return folder;
}

bool FilePlace::exists(const QString& path) const { return QFileInfo::exists(absolute(path)); }

QDir FilePlace::suggested(const QString& folder) const
{
    const bool usable = !folder.isEmpty() && QFileInfo(folder).isDir();
    return usable ? QDir(folder) : usual();
}

} // namespace weir::ui
