#include "ui/stream/diagnostics.h"
#include "ui/stream/stream_model.h"
#include <QtCore/QCoreApplication>
#include <QtCore/QStringList>
#include <QtCore/QSysInfo>

namespace weir::ui {

QString diagnosticsText(StreamModel& stream, const PictureFigures& picture)
{
    QStringList lines{
        QStringLiteral("Weir ") + QStringLiteral(WEIR_VERSION),
        QStringLiteral("Qt %1, %2, %3").arg(QString::fromLatin1(qVersion()), QSysInfo::prettyProductName(), QSysInfo::currentCpuArchitecture()),
        QStringLiteral("Graphics: ") + (picture.device.isEmpty() ? QStringLiteral("not known yet") : picture.device),
        QStringLiteral("State: ") + stream.spoken(),
        QStringLiteral("Server: ") + (stream.serverName().isEmpty() ? QStringLiteral("none") : stream.serverName()),
        QStringLiteral("Source: ") + (stream.sourceSpec().isEmpty() ? QStringLiteral("none") : stream.sourceSpec()),
    };
    if (!stream.notice().isEmpty())
        lines.append(QStringLiteral("Notice: ") + stream.notice());
    for (const FigureModel* figures : {stream.status(), stream.tiles(), stream.list()}) {
        for (const ShownFigure& figure : figures->figures()) {
            QString line = QStringLiteral("%1: %2").arg(figure.name, figure.value);
            if (!figure.unit.isEmpty())
                line += u' ' + figure.unit;
            if (!figure.note.isEmpty())
                line += QStringLiteral(" (%1)").arg(figure.note);
            lines.append(line);
        }
    }
    return lines.join(u'\n') + u'\n';
}

} // namespace weir::ui
