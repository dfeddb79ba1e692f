#pragma once
#include "pipeline/file/export_order.h"
#include "ui/graph/graph_view.h"
#include "ui/words/known_to_qml.h"
#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <QtCore/QTimer>
#include <QtCore/QVariant>

namespace weir::ui {

/// The graph, or a part of it, as a file: which parts there are, in which formats, what of it a format cannot say, and how the writing
/// goes. Whoever owns the graph writes it and counts its parts. One file at a time. GUI thread.
class GraphExport final : public QObject {
    Q_OBJECT
    Q_PROPERTY(QVariantList formats READ formats CONSTANT)
    Q_PROPERTY(QVariantList parts READ parts NOTIFY partsChanged)
    Q_PROPERTY(QString ahead READ ahead NOTIFY aheadChanged)
    Q_PROPERTY(bool losing READ losing NOTIFY aheadChanged)
    Q_PROPERTY(bool running READ running NOTIFY runChanged)
    Q_PROPERTY(double progress READ progress NOTIFY runChanged)
    Q_PROPERTY(QString doing READ doing NOTIFY runChanged)
    Q_PROPERTY(QString problem READ problem NOTIFY toldChanged)
    Q_PROPERTY(QString notice READ notice NOTIFY toldChanged)

public:
    enum Part { Everything,
                Shown,
                Selection };
    Q_ENUM(Part)

    explicit GraphExport(QObject* parent = nullptr);

    /// Whose selection may be exported.
    void setView(GraphView* view) { m_view = view; }
    /// What the graph is called: its file is, too.
    void setTitle(const QString& title) { m_title = title; }
    void setCounts(const pipeline::ExportCounts& counts);
    void setProgress(const pipeline::ExportProgress& progress);
    void setAnswer(const pipeline::ExportAnswer& answer);

    /// In the order of the catalogue: {value: its number, key, ending, text}.
    [[nodiscard]] static QVariantList formats();
    /// {value: Part, text, figure: "3 nodes, 2 edges", or why it cannot be chosen, possible}.
    [[nodiscard]] QVariantList parts() const;
    [[nodiscard]] QString ahead() const { return m_ahead; }         ///< what the format cannot say of the part; empty: none is looked at
    [[nodiscard]] bool losing() const { return m_losing; }          ///< and that is something
    [[nodiscard]] bool running() const { return m_writing != 0; }
    [[nodiscard]] double progress() const { return m_progress; }    ///< 0 to 1, of the file that is written
    [[nodiscard]] QString doing() const;                            ///< with that, in words
    [[nodiscard]] QString problem() const { return m_problem; }     ///< why there is no file; until dismissed or the next one
    [[nodiscard]] QString notice() const { return m_notice; }       ///< what is not in the file that was written; likewise

    /// Parts are counted from now on, about once a second, until closed().
    Q_INVOKABLE void opened();
    Q_INVOKABLE void closed();
    /// Looks at what the format cannot say of the part; `format` by its number.
    Q_INVOKABLE void lookAhead(int part, int format);
    /// Into `path`, packed where its name ends in .gz. It may begin with ~/, and is in the folder for documents where it names none; the
    /// format's ending is added where it has none of a format's.
    Q_INVOKABLE void write(int part, int format, const QString& path, bool placesAsShown);
    Q_INVOKABLE void cancel();
    Q_INVOKABLE void dismiss();

    /// The number of the format; 0: there is none of that key.
    Q_INVOKABLE [[nodiscard]] static int formatOfKey(const QString& key);
    /// By the ending; -1: it is of none.
    Q_INVOKABLE [[nodiscard]] static int formatOfPath(const QString& path);
    Q_INVOKABLE [[nodiscard]] static bool isPacked(const QString& path);
    /// The same file with the ending of another format, packed or not.
    Q_INVOKABLE [[nodiscard]] static QString withEnding(const QString& path, int format, bool packed);
    /// After the graph, in `folder`, or in that for documents where it is empty or gone; a name that no file has yet.
    Q_INVOKABLE [[nodiscard]] QString suggestedPath(const QString& folder, int format) const;
    Q_INVOKABLE [[nodiscard]] static QString folderOf(const QString& path);
    Q_INVOKABLE [[nodiscard]] static QString folderThere(const QString& path);
    /// What is replaced where the graph is written there, in a sentence; and of a format with two files, which the other is.
    Q_INVOKABLE [[nodiscard]] static QString replacedBy(const QString& path, int format);
    Q_INVOKABLE [[nodiscard]] static QString nodesFileOf(const QString& path, int format);

Q_SIGNALS:
    void partsChanged();
    void aheadChanged();
    void runChanged();
    void toldChanged();
    void written(const QString& words);   ///< all of it is in the file
    void cancelled();

    /// Answered by setCounts().
    void countsWanted(quint64 question, const weir::pipeline::ExportSelection& selection);
    /// Answered by setAnswer(); another order gives up the one before.
    void orderWanted(const weir::pipeline::ExportOrder& order);
    void cancelWanted();

private:
    void count();
    [[nodiscard]] pipeline::ExportSelection selection() const;
    [[nodiscard]] pipeline::ExportOrder order(int part, int format);
    void setAhead(const QString& words, bool losing);
    void tell(const QString& problem, const QString& notice);

    QPointer<GraphView> m_view;
    QTimer m_countTimer;
    quint64 m_question = 0;           // of the counts that were asked for last
    pipeline::ExportCounts m_counts;
    bool m_counting = false;          // asked for, and not answered yet
    bool m_counted = false;           // since it was opened
    quint64 m_orders = 0;             // so many were given
    quint64 m_looking = 0, m_writing = 0;   // numbers of those under way; 0: none is
    pipeline::ExportPart m_part = pipeline::ExportPart::Everything;   // of the order that was given last
    int m_format = 0;                 // likewise
    QString m_title, m_ahead, m_problem, m_notice;
    bool m_losing = false;
    double m_progress = 0;
    bool m_waits = false;             // for the rest of the graph
};

struct GraphExportForQml : KnownToQml<GraphExport, GraphExportForQml> {
    Q_GADGET
    QML_FOREIGN(weir::ui::GraphExport)
    QML_NAMED_ELEMENT(GraphExport)
    QML_SINGLETON
};

} // namespace weir::ui
