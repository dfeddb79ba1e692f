#include "client/token_file.h"
#include <QtCore/QFile>

namespace weir::client {

std::expected<std::string, Error> TokenFile::read()
{
    QFile file(m_path);
    if (!file.open(QIODevice::ReadOnly))
        return std::unexpected(Error{"The token file " + m_path.toStdString() + " cannot be read: " + file.errorString().toStdString(),
                                     file.exists() ? ErrorKind::Denied : ErrorKind::NotFound});
    const QByteArray text = file.read(longest + 1).trimmed();
    if (text.isEmpty() || text.size() > longest)
        return std::unexpected(Error{"The token file " + m_path.toStdString() + (text.isEmpty() ? " is empty." : " is too large for a token.")});
    m_last = text.toStdString();
    return m_last;
}

std::optional<std::string> TokenFile::readIfChanged()
{
    const std::string before = m_last;
    const auto now = read();
    return now && *now != before ? std::optional(*now) : std::nullopt;
}

} // namespace weir::client
