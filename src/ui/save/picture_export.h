#pragma once
#include "base/mailbox.h"
#include "base/worker_thread.h"
#include "render/picture/picture_taker.h"
#include "ui/graph/graph_view.h"
#include "ui/graph/view_picture.h"
#include "ui/save/picture_caption.h"
#include <QtCore/QPointer>
#include <QtCore/QSize>
#include <QtCore/QTimer>
#include <QtCore/QVariant>
#include <QtQml/qqmlregistration.h>
#include <memory>
#include <optional>

namespace weir::ui {

/// Saves what a view shows: as PNG of any size up to mostSide each way, in full detail, or as SVG. The view may go on, show
/// another graph or go meanwhile: it is the picture of the moment in which it was asked for. One picture at a time; it is drawn
/// and written on a thread of its own. GUI thread.
class PictureExport : public QObject {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(weir::ui::GraphView* view READ view WRITE setView NOTIFY viewChanged)
    Q_PROPERTY(bool running READ running NOTIFY runningChanged)
    Q_PROPERTY(double progress READ progress NOTIFY progressChanged)
    Q_PROPERTY(QString problem READ problem NOTIFY problemChanged)
    Q_PROPERTY(int leastSide READ leastSideOf CONSTANT)
    Q_PROPERTY(int mostSide READ mostSideOf CONSTANT)

public:
    static constexpr int leastSide = 16, mostSide = 16'384;   ///< pixels

    explicit PictureExport(QObject* parent = nullptr);
    ~PictureExport() override;

    [[nodiscard]] GraphView* view() const { return m_view; }
    void setView(GraphView* view);
    [[nodiscard]] bool running() const { return m_running; }
    [[nodiscard]] double progress() const { return m_progress; }        ///< 0 to 1, of the picture that is being saved
    [[nodiscard]] QString problem() const { return m_problem; }         ///< why there is no file; until dismissed or the next one
    [[nodiscard]] static int leastSideOf() { return leastSide; }
    [[nodiscard]] static int mostSideOf() { return mostSide; }

    /// `path` may begin with ~/, and is in the folder for pictures where it names none. The format is that of the ending: .svg, or
    /// else PNG, for which .png is added where it is missing. An SVG is of the window's size. `finer`: as a window of that size
    /// would show it, instead of the same in more pixels.
    /// `caption`: see PictureCaption::of(); without one the picture is all there is.
    Q_INVOKABLE void save(const QString& path, int width, int height, bool finer, const QVariantMap& caption = {});
    Q_INVOKABLE void cancel();
    Q_INVOKABLE void dismissProblem() { setProblem({}); }

    /// How large the view is on the screen, pixels; empty: there is no picture yet.
    Q_INVOKABLE QSize shownSize() const;
    /// A new name in `folder`, or in that for pictures where it is empty or gone; `ending` without its dot.
    Q_INVOKABLE static QString suggestedPath(const QString& folder, const QString& ending);
    /// The same file with another ending.
    Q_INVOKABLE static QString withEnding(const QString& path, const QString& ending);
    Q_INVOKABLE static QString folderOf(const QString& path);
    Q_INVOKABLE static QString folderThere(const QString& path);   ///< on the way to the file, the nearest that there is
    Q_INVOKABLE static bool exists(const QString& path);

Q_SIGNALS:
    void viewChanged();
    void runningChanged();
    void progressChanged();
    void problemChanged();
    void saved(const QString& path);
    void cancelled();

private:
    /// What is being saved.
    struct Order {
        ViewPicture view;
        QString path;
        QSize size;
        SizedView sized;
        bool svg = false;
        PictureCaption caption = {};
    };

    void onTexts(std::uint64_t epochVersion, const std::vector<lens::LabelWorker::Text>& texts,
                 const std::vector<lens::LabelWorker::EdgeText>& edges);
    void onLabels();
    void draw();
    void onDone();
    void end(const QString& problem);
    void setProblem(const QString& problem);
    [[nodiscard]] render::TakenPicture takenPicture() const;

    QPointer<GraphView> m_view;
    bool m_running = false, m_cancelled = false;
    double m_progress = 0;
    QString m_problem;
    Order m_order;

    std::optional<lens::LabelWorker> m_labeller;   // while labels are being found
    std::shared_ptr<const render::LabelSet> m_labels;
    std::vector<Slot> m_wanted, m_wantedEdges;              // last asked for
    QTimer m_labelTimer;

    std::unique_ptr<render::PictureTaker> m_taker;
    Mailbox<double> m_share;
    Mailbox<std::expected<void, Error>> m_result;
    std::unique_ptr<WorkerThread> m_worker;
};

} // namespace weir::ui
