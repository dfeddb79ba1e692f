#pragma once
#include "pipeline/look/component_finder.h"
#include "pipeline/layout/layout_driver.h"
#include "pipeline/scene_builder.h"
#include "stream/applier.h"
#include <QtCore/QObject>
#include <QtCore/QTimer>
#include <functional>
#include <memory>
#include <optional>

namespace weir::pipeline {

/// Decides when a scene is made of the model and hands it to whoever shows it and to the layout, with places and components as they
/// are found. Time stands still while it is paused. Lives on the stream thread, where the model may be read.
class ScenePublisher final : public QObject {
    Q_OBJECT

public:
    /// `model` is of the applier's store; `publish` is given each scene with what changed since the one before.
    ScenePublisher(const stream::Applier& applier, ShownModel& model, LayoutDriver& layout, std::function<void(scene::SceneUpdate)> publish);

    /// The model or what it is shown with changed: there will be a scene of it within a moment.
    void schedule();
    void setLook(const LookSettings& look);
    /// A node of a scene of this epoch, by hand, see ShownModel::placeByHand().
    void setHandPlace(std::uint64_t epochVersion, Slot node, std::optional<scene::Point> place);
    void takeBackHandPlaces();
    void setPlacedBy(SceneBuilder::PlacedBy who);   ///< see there
    /// Which nodes are of an age as of now, see NodeStyler.
    [[nodiscard]] AgeTest ageTest(ValueRange age, AgeOf of) const { return m_builder.ageTest(age, of, now()); }
    /// The newest scene; nullptr: there was none yet.
    [[nodiscard]] const std::shared_ptr<const scene::Scene>& newest() const { return m_newest; }
    /// At the end of built(): in the newest scene all stands as the filters want it.
    [[nodiscard]] bool settled() const { return m_builder.settled(); }
    /// Paused, elements grow no older: what has just changed then can be looked at.
    void setPaused(bool paused);

Q_SIGNALS:
    void graphReplaced();                                          ///< the next scene is of another graph, with another schema
    void built();                                                  ///< newest() is of the model as it is now
    void looked(const weir::pipeline::LookAnswer& answer);         ///< at most four times a second, when it is another

private:
    void publish();
    [[nodiscard]] TimePoint now() const { return m_pausedAt.value_or(Clock::now()); }
    [[nodiscard]] Moment moment();
    void wakeForLook();
    void findComponents();
    void tellLook();

    const stream::Applier& m_applier;
    ShownModel& m_model;
    LayoutDriver& m_layout;
    std::function<void(scene::SceneUpdate)> m_publish;
    SceneBuilder m_builder;
    std::unique_ptr<ComponentFinder> m_components;   // while they are coloured
    std::shared_ptr<const scene::Scene> m_newest;
    LookAnswer m_told;
    std::optional<TimePoint> m_pausedAt;
    std::uint64_t m_resets = 0, m_catchUps = 0;      // of the applier, when the last scene was built
    bool m_followed = false;                         // then, too
    QTimer m_sceneTimer, m_dueTimer, m_lookTimer;
};

} // namespace weir::pipeline
