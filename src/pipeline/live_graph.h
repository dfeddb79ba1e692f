#pragma once
#include "client/security.h"
#include "pipeline/ask/element_details.h"
#include "pipeline/ask/element_table.h"
#include "pipeline/ask/label_question.h"
#include "pipeline/ask/link_label.h"
#include "pipeline/look/look_answer.h"
#include "pipeline/look/look_settings.h"
#include "pipeline/ask/search_answer.h"
#include "pipeline/columns/column_counts.h"
#include "pipeline/file/export_order.h"
#include "pipeline/server_facts.h"
#include "scene/element_set.h"
#include "scene/index/indexed_update.h"
#include "stream/report.h"
#include "stream/stream_stats.h"
#include <QtCore/QObject>
#include <QtCore/QUrl>
#include <chrono>
#include <memory>
#include <optional>

namespace weir::pipeline {

/// A change asked of the server's source. Members that hold nothing stay as they are.
struct SteerRequest {
    std::optional<QString> sourceSpec;   ///< another source (or the same with other parameters): a new epoch
    std::optional<double> rate;          ///< changes per second
    std::optional<bool> running;         ///< stop or start the source; the graph stays
};

/// Who decides how large the credit window is.
enum class CreditSizing { Automatic, Fixed };   ///< it sizes itself, up to what it is given; or it is what it is given

/// A graph that follows a server: the stream on its own thread, the layout on its own, and what the window needs of them.
/// Lives on the GUI thread; no call of it waits, parses or applies anything. Values are taken when a signal says "look".
class LiveGraph final : public QObject {
    Q_OBJECT

public:
    struct Config {
        std::uint64_t windowMessages = 1024;
        std::uint64_t windowBytes = 8U << 20;
        CreditSizing creditSizing = CreditSizing::Automatic;
        unsigned layoutThreads = 2;
        bool json = false;               ///< subprotocol weir.v1.json instead of weir.v1.bin
        client::Security security{};
    };

    explicit LiveGraph(Config config, QObject* parent = nullptr);
    ~LiveGraph() override;

    /// Opens the stream at `url` (ws://host:port/stream), closing one that is open.
    void connectTo(const QUrl& url);
    /// Closes the stream; the graph stays on the screen.
    void disconnectFromServer();
    void setDrainPaused(bool paused);
    /// The credit window, or the largest where it sizes itself; takes effect on the open connection. Values below the least
    /// are raised to it.
    void setCreditWindow(std::uint64_t messages, std::uint64_t bytes, CreditSizing sizing);
    /// The frames drawn lately took `load` of the budget for one; a window that sizes itself then asks for less or more.
    void onFrames(double load);
    void steer(const SteerRequest& request);
    /// From now on only the newest values, at most once in this time, as for a window that nobody sees; nothing: every change as it comes.
    void setLatestOnly(std::optional<std::chrono::milliseconds> interval);
    void setLayoutRunning(bool running);
    /// Held, nodes that have a place keep it, new ones get theirs, and another graph is laid out first.
    void setLayoutHeld(bool held);
    /// Forgets all places and pins, and lays out anew, held or not, also what the source has places for.
    void restartLayout();
    /// Nodes that the source has places for go there again.
    void useSourcePlaces();
    /// Holds a node of the scene taken last at this place of the world until unpinNode(); dragging is pinning again and again. The nodes
    /// round it follow while the layout runs. A place of the source's gives way, also where a node of the same key comes in another graph.
    void pinNode(Slot node, scene::Point place);
    void unpinNode(Slot node);
    /// Of an element of a scene of this epoch, as its slot there. Answered by detailsReady, always, also when the element is gone.
    void requestDetails(std::uint64_t epochVersion, ElementKind kind, Slot slot);

    /// What these elements are called; answered by labelsReady, always, without those that are gone. Ask for those that are seen.
    void requestLabels(LabelQuestion question);

    /// What these links of a scene of this epoch are called; answered by linksAnswered, always. Ask for those that are seen, not for all.
    void requestLinks(std::uint64_t question, std::uint64_t epochVersion, std::vector<Link> links);

    /// These elements of a scene of this epoch as a table, see ElementTable; answered by tableAnswered, once, unless another is
    /// asked for before. The stream goes on meanwhile.
    void requestTable(std::uint64_t question, std::uint64_t epochVersion, TableFormat format, std::shared_ptr<const scene::ElementSet> elements);

    /// Looks for nodes, see graph::SearchQuery; answered by searchAnswered, once, unless another text is asked for before.
    /// The stream goes on meanwhile.
    void search(const QString& text);

    /// How the values of these columns spread; answered by columnsCounted, once, unless others are asked for before. The stream goes on
    /// meanwhile.
    void requestColumns(std::uint64_t question, std::vector<ColumnWish> wishes);

    /// Writes the graph, or a part of it, into a file, or looks at what that would be, see GraphExporter; answered by exportAnswered, once.
    /// Another order, or cancelExport(), gives up the one before.
    void exportGraph(ExportOrder order);
    void cancelExport();
    /// How much each part has that may be exported, in the newest scene; answered by exportCounted, once, unless another is asked for before.
    void countExport(std::uint64_t question, const ExportSelection& selection);

    /// How nodes are to look, and which of them and of their edges stand out; takes effect over the next scenes, a million nodes within about a second.
    void setLook(const LookSettings& look);

    [[nodiscard]] const stream::StreamStats& stats() const;      ///< newest, about ten times a second
    [[nodiscard]] const ServerFacts& serverFacts() const;
    [[nodiscard]] const LookAnswer& lookAnswer() const;          ///< newest, at most four times a second
    [[nodiscard]] bool layoutActive() const;                     ///< a layout is moving nodes
    [[nodiscard]] std::optional<scene::IndexedUpdate> takeScene();   ///< nothing: no newer one than taken before

Q_SIGNALS:
    void statsChanged();
    void serverFactsChanged();
    void lookAnswered();
    void sceneReady();
    void layoutActiveChanged();
    void detailsReady(const weir::pipeline::ElementDetails& details);
    void searchAnswered(const weir::pipeline::SearchAnswer& answer);
    void labelsReady(const weir::pipeline::LabelAnswer& answer);
    void linksAnswered(const weir::pipeline::LinkAnswer& answer);
    void tableAnswered(const weir::pipeline::TableAnswer& answer);
    void exportProgressed(const weir::pipeline::ExportProgress& progress);
    void exportAnswered(const weir::pipeline::ExportAnswer& answer);
    void exportCounted(const weir::pipeline::ExportCounts& counts);
    void columnsCounted(const weir::pipeline::ColumnAnswer& answer);
    /// One sentence for people: an invalid message, a steer that was refused, a source's report, news. Of several that came at
    /// once the gravest, and of those the last.
    void reported(const weir::stream::Report& report);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace weir::pipeline
