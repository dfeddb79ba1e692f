#pragma once
#include "pipeline/live_graph.h"
#include "stream/report.h"
#include "stream/stream_stats.h"
#include "ui/words/figure_model.h"
#include "ui/stream/picture_figures.h"
#include "ui/stream/state_words.h"
#include "ui/words/known_to_qml.h"
#include <QtCore/QObject>
#include <QtCore/QUrl>
#include <QtCore/QVariantList>
#include <vector>

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
    Q_PROPERTY(QVariantList remedies READ remedies NOTIFY remediesChanged)
    Q_PROPERTY(QString title READ title NOTIFY wordsChanged)
    Q_PROPERTY(QString notice READ notice NOTIFY noticeChanged)
    Q_PROPERTY(weir::ui::Tone noticeTone READ noticeTone NOTIFY noticeChanged)
    Q_PROPERTY(bool paused READ paused NOTIFY phaseChanged)
    Q_PROPERTY(bool canPause READ canPause NOTIFY phaseChanged)
    Q_PROPERTY(bool connected READ connected NOTIFY phaseChanged)
    Q_PROPERTY(bool canEndEarly READ canEndEarly NOTIFY phaseChanged)
    Q_PROPERTY(bool stale READ stale NOTIFY phaseChanged)
    Q_PROPERTY(double age READ age NOTIFY wordsChanged)
    Q_PROPERTY(bool empty READ empty NOTIFY wordsChanged)

    Q_PROPERTY(QString address READ address NOTIFY linkChanged)
    Q_PROPERTY(bool embedded READ embedded NOTIFY linkChanged)
    Q_PROPERTY(bool embeddedRunning READ embeddedRunning NOTIFY linkChanged)
    Q_PROPERTY(bool steerable READ steerable NOTIFY steerableChanged)
    Q_PROPERTY(bool sourceRunning READ sourceRunning NOTIFY serverFactsChanged)
    Q_PROPERTY(bool hasRate READ hasRate NOTIFY serverFactsChanged)
    Q_PROPERTY(double rate READ rate NOTIFY serverFactsChanged)
    Q_PROPERTY(QString serverName READ serverName NOTIFY serverFactsChanged)
    Q_PROPERTY(QString sourceSpec READ sourceSpec NOTIFY serverFactsChanged)
    Q_PROPERTY(QString sourceState READ sourceState NOTIFY wordsChanged)
    Q_PROPERTY(bool sourceOver READ sourceOver NOTIFY wordsChanged)
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
    /// One sentence for people. News is said once; the others are shown until dismissed, a warning only where no failure is.
    void report(const stream::Report& report);

    // Words and figures out.
    [[nodiscard]] Phase phase() const { return m_phase; }
    [[nodiscard]] QString chip() const { return m_words.chip; }
    [[nodiscard]] QString sentence() const { return m_words.sentence; }
    [[nodiscard]] QString spoken() const { return m_spoken; }
    [[nodiscard]] QString emptyText() const { return m_words.emptyText; }
    /// What helps now, the one that helps most first: [{remedy, text}]. What is not to be had is left out.
    [[nodiscard]] QVariantList remedies() const;
    [[nodiscard]] QString title() const { return m_title; }
    [[nodiscard]] QString notice() const;     ///< what the empty window says in its middle is not said twice
    [[nodiscard]] Tone noticeTone() const { return m_notice.kind == stream::ReportKind::Failure ? Tone::Bad : Tone::Attention; }
    [[nodiscard]] bool paused() const { return m_phase == Phase::Paused; }
    [[nodiscard]] bool canPause() const;
    [[nodiscard]] bool connected() const;
    [[nodiscard]] bool canEndEarly() const { return m_phase == Phase::Reading && m_link.embedded; }   ///< what is being read
    [[nodiscard]] bool stale() const;         ///< what is shown is no longer followed
    [[nodiscard]] double age() const;         ///< 0: of this moment, 1: so old that it must not pass for the present
    [[nodiscard]] bool empty() const { return m_stats.nodes == 0; }
    [[nodiscard]] QString address() const { return m_link.address; }
    [[nodiscard]] bool embedded() const { return m_link.embedded; }
    [[nodiscard]] bool embeddedRunning() const { return m_embeddedRunning; }
    [[nodiscard]] bool steerable() const { return m_steerable; }
    [[nodiscard]] bool sourceRunning() const { return m_facts.sourceRunning; }
    [[nodiscard]] bool hasRate() const { return m_facts.rate.has_value(); }   ///< that can be set
    [[nodiscard]] double rate() const { return m_facts.rate.value_or(0); }    ///< changes per second asked of the source
    [[nodiscard]] QString serverName() const { return m_facts.name; }
    [[nodiscard]] QString sourceSpec() const { return m_facts.sourceSpec; }
    [[nodiscard]] bool sourceOver() const;           ///< nothing more will come of it: to go on it is read anew
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
    /// Asks for what is remembered as a place: a server's address, or a source. What is wrong with it in words, or nothing.
    Q_INVOKABLE QString open(const QString& place);
    Q_INVOKABLE void disconnectFromServer();
    Q_INVOKABLE void startEmbedded(const QString& sourceSpec);
    Q_INVOKABLE void stopEmbedded();
    /// Asks to end the source that is being read; what came of it stays.
    Q_INVOKABLE void endEarly();
    Q_INVOKABLE void setRate(double changesPerSecond);
    Q_INVOKABLE void setSourceRunning(bool running);
    /// Asks for the source that runs, or ran, from its beginning.
    Q_INVOKABLE void readAnew();
    Q_INVOKABLE void dismissNotice();
    /// What somebody who is asked for help wants to know, see diagnosticsText().
    Q_INVOKABLE [[nodiscard]] QString diagnostics();
    /// Puts it into the clipboard.
    Q_INVOKABLE void copyDiagnostics();
    /// Does one of the remedies, by its number.
    Q_INVOKABLE void help(int remedy);

Q_SIGNALS:
    void phaseChanged();
    void wordsChanged();
    void linkChanged();
    void serverFactsChanged();
    void steerableChanged();
    void remediesChanged();
    void noticeChanged();
    void newsCame(const QString& text);

    void pauseRequested(bool paused);
    void connectRequested(const QUrl& url);
    void disconnectRequested();
    void embeddedStartRequested(const QString& sourceSpec);
    void embeddedStopRequested();
    void endRequested();
    void rateRequested(double changesPerSecond);
    void sourceRunningRequested(bool running);
    void sourceRequested(const QString& sourceSpec);
    void sourcesWanted();

private:
    void refreshWords();
    void refreshSteerable();
    void refreshFigures();
    void tryAgain();
    [[nodiscard]] QString titleText() const;

    stream::StreamStats m_stats;
    PictureFigures m_picture;
    pipeline::ServerFacts m_facts;
    Link m_link;
    Phase m_phase = Phase::NeverConnected;
    StateWords m_words;
    std::vector<Remedy> m_remedies;   // of m_words, those that are to be had
    QString m_title, m_spoken;
    stream::Report m_notice;          // without text: none
    bool m_embeddedRunning = false, m_steerable = false;
    FigureModel m_tiles, m_list, m_status;
};

struct StreamForQml : KnownToQml<StreamModel, StreamForQml> {
    Q_GADGET
    QML_FOREIGN(weir::ui::StreamModel)
    QML_NAMED_ELEMENT(Stream)
    QML_SINGLETON
};

} // namespace weir::ui
