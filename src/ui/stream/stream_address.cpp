#include "ui/stream/stream_address.h"

namespace weir::ui {

std::expected<QUrl, Error> parseStreamAddress(const QString& text)
{
    QString address = text.trimmed();
    if (address.isEmpty())
        return std::unexpected(Error{"Type an address, for example ws://127.0.0.1:8080/stream"});
    if (!address.contains(QLatin1String("://")))
        address.prepend(QLatin1String("ws://"));

    QUrl url(address, QUrl::StrictMode);
    if (!url.isValid())
        return std::unexpected(Error{"This is not an address: " + url.errorString().toStdString()});
    if (url.scheme() != QLatin1String("ws") && url.scheme() != QLatin1String("wss"))
        return std::unexpected(Error{"An address begins with ws:// or wss://, not with " + url.scheme().toStdString()
                                     + "://"});
    if (url.host().isEmpty())
        return std::unexpected(Error{"The address names no host; an example: ws://127.0.0.1:8080/stream"});
    if (url.port() == -1 && url.scheme() == QLatin1String("ws"))
        url.setPort(8080);
    if (url.path().isEmpty() || url.path() == QLatin1String("/"))
        url.setPath(QStringLiteral("/stream"));
    return url;
}

bool isStreamAddress(const QString& text)
{
    return text.startsWith(QLatin1String("ws://")) || text.startsWith(QLatin1String("wss://"));
}

QString hostOf(const QString& address)
{
    const QUrl url(address);
    return url.port() == -1 ? url.host() : QStringLiteral("%1:%2").arg(url.host()).arg(url.port());
}

} // namespace weir::ui
