#pragma once
#include "pipeline/live_graph.h"
#include "stream/stream_stats.h"
#include "ui/words/figure_model.h"
#include "ui/stream/picture_figures.h"
#include "ui/stream/state_words.h"
#include "ui/words/known_to_qml.h"
#include <QtCore/QObject>
#include <QtCore/QUrl>

namespace weir::ui {

/// The stream as the window shows it: values in, words and figures out, and what the user asks for as signals.
/// Knows no connection, so that tests and the window see the same. GUI thread.
class StreamModel final : public QObject {
    Q_OBJECT
    Q_PROPERTY(weir::ui::Phase phase READ phase NOTIFY phaseChanged)
    Q_PROPERTY(QString chip READ chip NOTIFY wordsChanged)
    Q_PROPERTY(QString sentence READ sentence NOTIFY wordsChanged)
    Q_PROPERTY(QString spoken READ spoken NOTIFY wordsChanged)
    Q_PROPERTY(QString emptyText READ emptyText NOTIFY wordsChanged)
    Q_PROPERTY(QString emptyAction READ emptyAction NOTIFY wordsChanged)
    Q_PROPERTY(bool canTryAgain READ canTryAgain NOTIFY wordsChanged)
    Q_PROPERTY(QString title READ title NOTIFY wordsChanged)
    Q_PROPERTY(QString fault READ fault NOTIFY faultChanged)
    Q_PROPERTY(bool paused READ paused NOTIFY phaseChanged)
    Q_PROPERTY(bool canPause READ canPause NOTIFY phaseChanged)
    Q_PROPERTY(bool connected READ connected NOTIFY phaseChanged)
    Q_PROPERTY(bool stale READ stale NOTIFY phaseChanged)
    Q_PROPERTY(double age READ age NOTIFY wordsChanged)
    Q_PROPERTY(bool empty READ empty NOTIFY wordsChanged)

    Q_PROPERTY(QString address READ address NOTIFY linkChanged)
    Q_PROPERTY(bool embedded READ embedded NOTIFY linkChanged)
    Q_PROPERTY(bool embeddedRunning READ embeddedRunning NOTIFY linkChanged)
    Q_PROPERTY(bool steerable READ steerable NOTIFY serverFactsChanged)
    Q_PROPERTY(bool sourceRunning READ sourceRunning NOTIFY serverFactsChanged)
    Q_PROPERTY(double rate READ rate NOTIFY serverFactsChanged)
    Q_PROPERTY(QString serverName READ serverName NOTIFY serverFactsChanged)
    Q_PROPERTY(QString sourceSpec READ sourceSpec NOTIFY serverFactsChanged)
    Q_PROPERTY(QString sourceState READ sourceState NOTIFY wordsChanged)
    Q_PROPERTY(double sourceProgress READ sourceProgress NOTIFY wordsChanged)
    Q_PROPERTY(QString sourceReason READ sourceReason NOTIFY wordsChanged)

    Q_PROPERTY(weir::ui::FigureModel* tiles READ tiles CONSTANT)
    Q_PROPERTY(weir::ui::FigureModel* list READ list CONSTANT)
    Q_PROPERTY(weir::ui::FigureModel* status READ status CONSTANT)

public:
    explicit StreamModel(QObject* parent = nullptr);

    // Values in.
    void setStats(const stream::StreamStats& stats);
    void setPicture(const PictureFigures& picture);
    void setServerFacts(const pipeline::ServerFacts& facts);
    /// A connection was asked for; `embedded`: to the server inside this program.
    void beginLink(const QString& address, bool embedded);
    void setEmbeddedRunning(bool running);
    /// One sentence for people; shown until dismissed.
    void reportFault(const QString& text);

    // Words and figures out.
    [[nodiscard]] Phase phase() const { return m_phase; }
    [[nodiscard]] QString chip() const { return m_words.chip; }
    [[nodiscard]] QString sentence() const { return m_words.sentence; }
    [[nodiscard]] QString spoken() const { return m_spoken; }
    [[nodiscard]] QString emptyText() const { return m_words.emptyText; }
    [[nodiscard]] QString emptyAction() const { return m_words.emptyAction; }
    [[nodiscard]] QString title() const { return m_title; }
    [[nodiscard]] bool canTryAgain() const { return m_words.mayTryAgain && steerable() && !m_facts.sourceSpec.isEmpty(); }
    [[nodiscard]] QString fault() const;      ///< what the empty window says in its middle is not said twice
    [[nodiscard]] bool paused() const { return m_phase == Phase::Paused; }
    [[nodiscard]] bool canPause() const;
    [[nodiscard]] bool connected() const;
    [[nodiscard]] bool stale() const;         ///< what is shown is no longer followed
    [[nodiscard]] double age() const;         ///< 0: of this moment, 1: so old that it must not pass for the present
    [[nodiscard]] bool empty() const { return m_stats.nodes == 0; }
    [[nodiscard]] QString address() const { return m_link.address; }
    [[nodiscard]] bool embedded() const { return m_link.embedded; }
    [[nodiscard]] bool embeddedRunning() const { return m_embeddedRunning; }
    [[nodiscard]] bool steerable() const { return m_facts.steerable && connected(); }
    [[nodiscard]] bool sourceRunning() const { return m_facts.sourceRunning; }
    [[nodiscard]] double rate() const { return m_facts.rate; }
    [[nodiscard]] QString serverName() const { return m_facts.name; }
    [[nodiscard]] QString sourceSpec() const { return m_facts.sourceSpec; }
    [[nodiscard]] QString sourceState() const;       ///< as in the stats object: "reading", "live", "finished", …
    [[nodiscard]] double sourceProgress() const;     ///< 0..1 while it is reading; below 0: not known
    [[nodiscard]] QString sourceReason() const;      ///< why it failed, or its newest report
    [[nodiscard]] FigureModel* tiles() { return &m_tiles; }
    [[nodiscard]] FigureModel* list() { return &m_list; }
    [[nodiscard]] FigureModel* status() { return &m_status; }
    [[nodiscard]] const stream::StreamStats& stats() const { return m_stats; }

    // What the user asks for.
    Q_INVOKABLE void togglePause();
    /// Asks for a connection to what was typed; what was wrong with it in words, or nothing.
    Q_INVOKABLE QString connectTo(const QString& address);
    Q_INVOKABLE void disconnectFromServer();
    Q_INVOKABLE void startEmbedded(const QString& sourceSpec);
    Q_INVOKABLE void stopEmbedded();
    Q_INVOKABLE void setRate(double changesPerSecond);
    Q_INVOKABLE void setSourceRunning(bool running);
    /// Begins the source once more, where canTryAgain says so.
    Q_INVOKABLE void trySourceAgain();
    Q_INVOKABLE void dismissFault();
    /// What somebody who is asked for help wants to know, see diagnosticsText().
    Q_INVOKABLE [[nodiscard]] QString diagnostics();
    /// Puts it into the clipboard.
    Q_INVOKABLE void copyDiagnostics();
    /// The one button of an empty window: resumes, cancels or tries again where that is what it says; otherwise it
    /// asks for the sources to be shown.
    Q_INVOKABLE void act();

Q_SIGNALS:
    void phaseChanged();
    void wordsChanged();
    void linkChanged();
    void serverFactsChanged();
    void faultChanged();

    void pauseRequested(bool paused);
    void connectRequested(const QUrl& url);
    void disconnectRequested();
    void embeddedStartRequested(const QString& sourceSpec);
    void embeddedStopRequested();
    void rateRequested(double changesPerSecond);
    void sourceRunningRequested(bool running);
    void sourceRequested(const QString& sourceSpec);
    void sourcesWanted();

private:
    void refreshWords();
    void refreshFigures();

    stream::StreamStats m_stats;
    PictureFigures m_picture;
    pipeline::ServerFacts m_facts;
    Link m_link;
    Phase m_phase = Phase::NeverConnected;
    StateWords m_words;
    QString m_title, m_spoken, m_fault;
    bool m_embeddedRunning = false;
    FigureModel m_tiles, m_list, m_status;
};

struct StreamForQml : KnownToQml<StreamModel, StreamForQml> {
    Q_GADGET
    QML_FOREIGN(weir::ui::StreamModel)
    QML_NAMED_ELEMENT(Stream)
    QML_SINGLETON
};

} // namespace weir::ui
