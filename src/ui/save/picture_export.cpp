#include "ui/save/picture_export.h"
#include "ui/graph/named_selection.h"
#include "ui/save/file_place.h"
#include "ui/save/picture_file.h"
#include "scene/node_size.h"
#include <QtCore/QDateTime>
#include <QtQuick/QQuickWindow>
#include <algorithm>

namespace weir::ui {

namespace {

constexpr int textsMs = 1500;               // that names may take to come before the picture goes without them
constexpr std::size_t mostLabels = 4000;

const FilePlace pictures(QStandardPaths::PicturesLocation);

} // namespace

PictureExport::PictureExport(QObject* parent) : QObject(parent)
{
    m_labelTimer.setSingleShot(true);
    m_labelTimer.setInterval(textsMs);
    connect(&m_labelTimer, &QTimer::timeout, this, &PictureExport::draw);
}

PictureExport::~PictureExport()
{
    if (m_taker)
        m_taker->cancel();
    m_worker.reset();
}

void PictureExport::setView(GraphView* view)
{
    if (view == m_view)
        return;
    if (m_view)
        disconnect(m_view, nullptr, this, nullptr);
    m_view = view;
    if (view)
        connect(view, &GraphView::labelTextsCame, this, &PictureExport::onTexts);
    Q_EMIT viewChanged();
}

void PictureExport::save(const QString& path, int width, int height, bool finer, const QVariantMap& caption)
{
    if (m_running)
        return;
    setProblem({});
    const auto view = m_view ? m_view->viewPicture() : std::nullopt;
    if (!view || !m_view->window())
        return setProblem(tr("There is no picture yet that could be saved."));
    const bool svg = path.endsWith(QLatin1StringView(".svg"), Qt::CaseInsensitive);
    const QSize size = svg ? pixelsOf(*view) : QSize(width, height);
    if (std::min(size.width(), size.height()) < leastSide || std::max(size.width(), size.height()) > mostSide)
        return setProblem(tr("A picture has %1 to %2 pixels each way.").arg(leastSide).arg(mostSide));
    m_order = {*view, pictures.absolute(path), size, sizedView(*view, size, finer ? PictureDetail::Finer : PictureDetail::AsShown), svg, PictureCaption::of(caption)};
    if (!svg && !path.endsWith(QLatin1StringView(".png"), Qt::CaseInsensitive))
        m_order.path += QStringLiteral(".png");
    // The folder that is suggested need not be there yet.
    QDir().mkpath(pictures.usual().path());
    m_running = true;
    m_cancelled = false;
    m_progress = 0;
    Q_EMIT progressChanged();
    Q_EMIT runningChanged();
    m_labels.reset();
    m_wanted.clear();
    m_wantedEdges.clear();
    if (svg || !view->showLabels)
        return draw();
    m_labeller.emplace([this] { QMetaObject::invokeMethod(this, &PictureExport::onLabels, Qt::QueuedConnection); });
    lens::LabelWorker::Subject subject{view->scene, view->index, {m_order.sized.camera, scene::usualPixelRadius(view->spacing * m_order.sized.camera.scale()), {}}, {}};
    nameSelected(subject, view->highlight);
    const double most = static_cast<double>(lens::LabelWorker::mostInView) * std::max(1.0, m_order.sized.area);
    subject.most = static_cast<std::size_t>(std::min(most, static_cast<double>(mostLabels)));
    subject.shown = view->labels ? view->labels->nodes : std::vector<Slot>();
    subject.edges = view->edgeLabels;
    subject.curved = view->style.curvedEdges;
    subject.shownEdges = view->labels ? view->labels->edges : std::vector<Slot>();
    m_labeller->look(std::move(subject));
    m_labeller->setTexts(view->scene->epochVersion, view->texts, view->edgeTexts);
    m_labelTimer.start();
}

void PictureExport::onTexts(std::uint64_t epochVersion, const std::vector<lens::LabelWorker::Text>& texts,
                            const std::vector<lens::LabelWorker::EdgeText>& edges)
{
    if (m_labeller)
        m_labeller->setTexts(epochVersion, texts, edges);
}

void PictureExport::onLabels()
{
    auto answer = m_labeller ? m_labeller->takeAnswer() : std::nullopt;
    if (!answer)
        return;
    m_labels = std::move(answer->labels);
    if ((answer->wanted.empty() && answer->wantedEdges.empty()) || !m_view)
        return draw();
    if (answer->wanted == m_wanted && answer->wantedEdges == m_wantedEdges)
        return;   // none of them came yet, or ever will
    m_wanted = std::move(answer->wanted);
    m_wantedEdges = std::move(answer->wantedEdges);
    m_labelTimer.start();
    m_view->askForLabels(m_order.view.scene->epochVersion, m_wanted, m_wantedEdges);
}

render::TakenPicture PictureExport::takenPicture() const
{
    const ViewPicture& view = m_order.view;
    render::TakenPicture picture;
    picture.scene = view.scene;
    picture.index = view.index;
    picture.camera = m_order.sized.camera;
    picture.size = m_order.size;
    picture.pixelRatio = m_order.sized.pixelRatio;
    picture.lineWeight = m_order.sized.lineWeight;
    picture.spacing = view.spacing;
    picture.style = view.style;
    picture.highlight = view.highlight;
    picture.labels = m_labels;
    picture.config = view.config;
    return picture;
}

void PictureExport::draw()
{
    m_labelTimer.stop();
    m_labeller.reset();
    if (m_cancelled)
        return end({});
    const auto wake = [this] { QMetaObject::invokeMethod(this, &PictureExport::onDone, Qt::QueuedConnection); };
    m_worker = std::make_unique<WorkerThread>("weir-export", WorkerThread::Priority::Background);
    if (m_order.svg) {
        const ViewPicture& view = m_order.view;
        SvgSubject subject{view.scene, view.index, view.camera, scene::usualPixelRadius(view.spacing * view.camera.scale()), view.style, view.texts, view.highlight,
                           shapesOf(m_order.caption, QSizeF(view.camera.width(), view.camera.height()), view.style), view.edgeTexts};
        m_worker->start([this, wake, subject = std::move(subject), path = m_order.path](std::stop_token) {
            m_result.put(saveSvg(subject, path));
            wake();
        });
        return;
    }
    if (!m_view || !m_view->window())
        return end(tr("The window is gone, and the picture with it."));
    auto taker = render::PictureTaker::create(*m_view->window(), takenPicture());
    if (!taker)
        return end(QString::fromStdString(taker.error().text));
    m_taker = std::move(*taker);
    const double pixelRatio = m_order.sized.pixelRatio;
    auto shapes = shapesOf(m_order.caption, QSizeF(m_order.size) / pixelRatio, m_order.view.style);
    m_worker->start([this, wake, path = m_order.path, shapes = std::move(shapes), pixelRatio](std::stop_token) {
        auto result = savePng(*m_taker, path, shapes, pixelRatio, [this, &wake](double share) {
            if (m_share.put(share))
                wake();
        });
        m_taker->close();
        m_result.put(std::move(result));
        wake();
    });
}

void PictureExport::onDone()
{
    if (const auto share = m_share.take()) {
        m_progress = *share;
        Q_EMIT progressChanged();
    }
    if (const auto result = m_result.take())
        end(*result || m_cancelled ? QString() : QString::fromStdString(result->error().text));
}

void PictureExport::end(const QString& problem)
{
    m_worker.reset();
    m_taker.reset();
    m_labels.reset();
    const QString path = m_order.path;
    m_order = {};
    m_running = false;
    Q_EMIT runningChanged();
    if (m_cancelled)
        Q_EMIT cancelled();
    else if (problem.isEmpty())
        Q_EMIT saved(path);
    else
        setProblem(problem);
}

void PictureExport::cancel()
{
    if (!m_running)
        return;
    m_cancelled = true;
    if (m_taker)
        m_taker->cancel();
    else if (!m_worker)
        draw();   // which ends it
}

void PictureExport::setProblem(const QString& problem)
{
    if (problem == m_problem)
        return;
    m_problem = problem;
    Q_EMIT problemChanged();
}

QSize PictureExport::shownSize() const
{
    const auto view = m_view ? m_view->viewPicture() : std::nullopt;
    return view ? pixelsOf(*view) : QSize();
}

QString PictureExport::suggestedPath(const QString& folder, const QString& ending)
{
    return pictures.suggested(folder).filePath(QStringLiteral("weir-%1.%2").arg(QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmmss")), ending));
}

QString PictureExport::withEnding(const QString& path, const QString& ending)
{
    const bool known = path.endsWith(QLatin1StringView(".png"), Qt::CaseInsensitive) || path.endsWith(QLatin1StringView(".svg"), Qt::CaseInsensitive);
    return (known ? path.chopped(4) : path) + QLatin1Char('.') + ending;
}

QString PictureExport::folderOf(const QString& path) { return pictures.folderOf(path); }

QString PictureExport::folderThere(const QString& path) { return pictures.folderThere(path); }

bool PictureExport::exists(const QString& path) { return pictures.exists(path); }

} // namespace weir::ui
