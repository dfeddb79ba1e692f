#pragma once
#include "base/clock.h"
#include "pipeline/ask/element_details.h"
#include "pipeline/ask/link_label.h"
#include "scene/find/incident_edges.h"
#include <QtCore/QAbstractListModel>
#include <QtQml/qqmlregistration.h>
#include <deque>
#include <optional>
#include <span>

namespace weir::ui {

/// What changed of one element lately, the newest first, in words: "load 0.41 -> 0.57", "edge to X added". Bounded; what changes
/// again within a moment stays one row, and many edges that come or go at once are one row as well. GUI thread; time is passed in.
class ChangeList : public QAbstractListModel {
    Q_OBJECT
    QML_ANONYMOUS
    Q_PROPERTY(int count READ count NOTIFY countChanged)

public:
    enum Role { TextRole = Qt::UserRole, AgeRole, SpokenRole };

    using QAbstractListModel::QAbstractListModel;

    static constexpr std::size_t mostRows = 50;
    static constexpr std::size_t mostEdgesOneByOne = 8;          ///< that came or went at once
    static constexpr std::chrono::milliseconds moment{1000};

    void clear();
    /// What is known of the element now. Another element's details, also of one in the same slot, say nothing of this one.
    void setDetails(const pipeline::ElementDetails& details, TimePoint now);
    /// The edges at it now, by rising slot.
    void setEdges(std::span<const scene::IncidentEdge> edges, TimePoint now);
    void setLabels(const std::vector<pipeline::LinkLabel>& labels);
    void addWords(const QString& text, TimePoint now);
    /// Rows say how old they are as of `now`, until the next call.
    void refreshAges(TimePoint now);

    [[nodiscard]] int count() const { return static_cast<int>(m_changes.size()); }
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void countChanged();
    /// What these are called is needed for rows that were added.
    void wanted(const std::vector<weir::pipeline::Link>& links);

private:
    struct Change {
        QString text;                // whole; of an edge with %1 for its other end
        TimePoint began{}, at{};
        QString subject = {};        // of a value: what it is called
        QString from = {};           // and what it was
        pipeline::Link link = {};    // of an edge
        QString name = {};           // of its other end, once known
        QString nameless = {};       // what is said where that is gone, so that nobody knows its name
    };

    void add(Change change);
    void addValue(const QString& subject, const QString& from, const QString& to, TimePoint now);
    [[nodiscard]] static QString wordsOf(const Change& change);

    std::deque<Change> m_changes;    // the newest first
    std::optional<pipeline::ElementDetails> m_details;
    std::optional<std::vector<scene::IncidentEdge>> m_edges;
    TimePoint m_now{};
};

} // namespace weir::ui
