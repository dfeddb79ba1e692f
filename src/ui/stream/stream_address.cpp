#include "ui/stream/stream_address.h"

#include <QtCore/QCoreApplication>

namespace weir::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(StreamAddress)
};

QString example() { return QStringLiteral("ws://127.0.0.1:8080/stream"); }

Error errorOf(const QString& words) { return Error{words.toStdString()}; }

} // namespace

std::expected<QUrl, Error> parseStreamAddress(const QString& text)
{
    QString address = text.trimmed();
    if (address.isEmpty())
        return std::unexpected(errorOf(Words::tr("Type an address, for example %1").arg(example())));
    if (!address.contains(QLatin1String("://")))
        address.prepend(QLatin1String("ws://"));

    QUrl url(address, QUrl::StrictMode);
    if (!url.isValid())
        return std::unexpected(errorOf(Words::tr("This is not an address: %1").arg(url.errorString())));
    if (url.scheme() != QLatin1String("ws") && url.scheme() != QLatin1String("wss"))
        return std::unexpected(errorOf(Words::tr("An address begins with ws:// or wss://, not with %1://").arg(url.scheme())));
    if (url.host().isEmpty())
        return std::unexpected(errorOf(Words::tr("The address names no host; an example: %1").arg(example())));
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
