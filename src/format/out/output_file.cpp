#include "format/out/output_file.h"
#include "format/text_check.h"
#include <QtCore/QFileInfo>
#include <QtCore/QSaveFile>
#include <cstdio>

namespace weir::format {

namespace {

Error cannotWrite(const std::string& path, const std::string& cause)
{
    return Error{cleaned(path, mostKeyBytes) + " cannot be written: " + cause};
}

} // namespace

OutputFile::OutputFile(std::string path, std::unique_ptr<QFileDevice> file)
    : m_path(std::move(path)),
      m_file(std::move(file)),
      m_text(std::make_unique<TextOutput>(*m_file, m_path.ends_with(".gz") ? TextOutput::Packing::Gzip : TextOutput::Packing::None))
{}

std::expected<OutputFile, Error> OutputFile::open(const std::string& path)
{
    if (path == "-") {
        auto file = std::make_unique<QFile>();
        if (!file->open(stdout, QIODevice::WriteOnly | QIODevice::Unbuffered))
            return std::unexpected(cannotWrite("standard output", file->errorString().toStdString()));
        return OutputFile("standard output", std::move(file));
    }
    const QString name = QFile::decodeName(path.c_str());
    const QFileInfo info(name);
    if (info.isDir())
        return std::unexpected(cannotWrite(path, "it is a folder"));
    if (info.exists() && !info.isFile()) {
        auto file = std::make_unique<QFile>(name);
        if (!file->open(QIODevice::WriteOnly | QIODevice::Unbuffered))
            return std::unexpected(cannotWrite(path, file->errorString().toStdString()));
        return OutputFile(path, std::move(file));
    }
    auto file = std::make_unique<QSaveFile>(name);
    if (!file->open(QIODevice::WriteOnly))
        return std::unexpected(cannotWrite(path, file->errorString().toStdString()));
    return OutputFile(path, std::move(file));
}

std::unexpected<Error> OutputFile::failed(const std::string& cause) const { return std::unexpected(cannotWrite(m_path, cause)); }

std::expected<void, Error> OutputFile::commit()
{
    if (const auto whole = m_text->finish(); !whole)
        return failed(whole.error().text);
    if (auto* const saved = qobject_cast<QSaveFile*>(m_file.get()))
        return saved->commit() ? std::expected<void, Error>{} : failed(saved->errorString().toStdString());
    return m_file->flush() ? std::expected<void, Error>{} : failed(m_file->errorString().toStdString());
}

} // namespace weir::format
