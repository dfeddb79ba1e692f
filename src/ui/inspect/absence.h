#pragma once
#include "pipeline/ask/link_label.h"
#include "scene/element_set.h"
#include "scene/find/difference.h"
#include "ui/words/window_words.h"
#include <memory>
#include <optional>
#include <QtCore/QAbstractListModel>
#include <QtCore/QTimer>
#include <QtQml/qqmlregistration.h>
#include <vector>

namespace weir::ui {

/// What came of the graph while somebody had it paused: a line that stays until it is dismissed or the next pause, and what it speaks
/// of as rows with their names, as far as that is still there, the nodes before the edges. Of a pause in which the whole graph was
/// replaced there is nothing to say. It compares the last scene of the pause with the first after it that shows what the server had
/// come to; whoever has a worker does that. GUI thread.
class Absence : public QAbstractListModel {
    Q_OBJECT
    QML_ANONYMOUS
    Q_PROPERTY(QString words READ words NOTIFY changed)
    Q_PROPERTY(bool listed READ listed NOTIFY changed)
    Q_PROPERTY(QString rest READ rest NOTIFY changed)
    Q_PROPERTY(int count READ count NOTIFY changed)

public:
    enum Role { TextRole = Qt::UserRole, SlotRole };
    using SharedScene = std::shared_ptr<const scene::Scene>;

    explicit Absence(QObject* parent = nullptr);

    static constexpr std::size_t mostRows = 50;
    static constexpr int settleMs =
        500;   ///< after which no scene is waited for any more: the last ticks may have changed nothing

    /// `serverTick` is the newest tick heard of.
    void setStream(Phase phase, Tick serverTick);
    void takeScene(SharedScene scene);
    /// What differs between the scenes of differenceWanted(), of which `after` is the later.
    void take(const SharedScene& after, const std::shared_ptr<const scene::Difference>& difference);
    void setLabels(const std::vector<pipeline::LinkLabel>& labels);

    [[nodiscard]] QString words() const
    {
        return m_words;
    }   ///< "While you were away: +12 nodes, -3, 140 edges changed"; empty: nothing did
    [[nodiscard]] bool listed() const { return m_listed; }   ///< somebody wants to see the rows
    [[nodiscard]] QString rest() const;                      ///< what has no row: "37 more"; may be empty
    [[nodiscard]] int count() const { return static_cast<int>(m_rows.size()); }
    /// The elements, of scene(), of each kind the first mostSelected, which are looked up one by one; nothing where all that changed is gone.
    [[nodiscard]] scene::ElementSet elements() const;
    static constexpr std::ptrdiff_t mostSelected = 20'000;   ///< more would be a solid disc in the picture
    [[nodiscard]] const SharedScene& scene() const { return m_of; }

    Q_INVOKABLE void list();
    Q_INVOKABLE void dismiss();

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void changed();
    /// Answered by take().
    void differenceWanted(const std::shared_ptr<const weir::scene::Scene>& before,
                          const std::shared_ptr<const weir::scene::Scene>& after);
    /// What these are called is needed; answered by setLabels().
    void wanted(const std::vector<weir::pipeline::Link>& links);

private:
    struct Row {
        pipeline::Link from, to;   // of a node the first alone
        QString fromName = {}, toName = {};
    };

    void ask();
    void makeRows();

    bool m_paused = false, m_listed = false;
    SharedScene m_scene;            // newest
    SharedScene m_before;           // of the pause, until it is compared
    std::optional<Tick> m_target;   // after a pause: what the scene to compare with shows at least
    QTimer m_settle;
    SharedScene m_of;   // that the difference leads to
    std::shared_ptr<const scene::Difference> m_difference;
    QString m_words;
    std::vector<Row> m_rows;
};

}   // namespace weir::ui
