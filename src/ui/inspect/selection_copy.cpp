#include "ui/inspect/selection_copy.h"
#include "ui/words/figures.h"
#include <QtCore/QMimeData>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <memory>

namespace weir::ui {

void SelectionCopy::begin(pipeline::TableFormat format)
{
    ++m_copies;
    m_format = format;
    m_words = tr("Copying.");
    Q_EMIT changed();
}

void SelectionCopy::give(std::shared_ptr<const scene::ElementSet> elements) { Q_EMIT tableWanted(m_copies, m_format, elements); }

void SelectionCopy::setTable(const pipeline::TableAnswer& answer)
{
    if (answer.question != m_copies)
        return;
    if (answer.graphReplaced) {
        m_words = tr("Another graph came; nothing was copied.");
        Q_EMIT changed();
        return;
    }
    const bool csv = answer.format == pipeline::TableFormat::Csv;
    auto mime = std::make_unique<QMimeData>();
    mime->setText(QString::fromUtf8(answer.text));
    mime->setData(csv ? QStringLiteral("text/csv") : QStringLiteral("application/json"), answer.text);
    QGuiApplication::clipboard()->setMimeData(mime.release());
    const QString format = csv ? QStringLiteral("CSV") : QStringLiteral("JSON");
    const auto elements = [](std::uint64_t count) { return countedText(tr("%1 element(s)", nullptr, pluralOf(count)), count); };
    m_words = answer.cut ? tr("Copied the first %1 of %2 as %3: that is as many as are copied at once.")
                               .arg(countText(answer.rows), elements(answer.wanted), format)
                         : tr("Copied %1 as %2.").arg(elements(answer.rows), format);
    Q_EMIT changed();
}

} // namespace weir::ui
