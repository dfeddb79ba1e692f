#pragma once
#include "ui/words/known_to_qml.h"
#include <QtCore/QObject>

namespace weir::ui {

/// Whether nodes are being placed, and what a person wants of that. GUI thread.
class LayoutModel final : public QObject {
    Q_OBJECT
    Q_PROPERTY(bool needed READ needed NOTIFY neededChanged)
    Q_PROPERTY(bool paused READ paused WRITE setPaused NOTIFY pausedChanged)

public:
    using QObject::QObject;

    [[nodiscard]] bool needed() const { return m_needed; }   ///< the source gives nodes no places
    void setNeeded(bool needed);
    [[nodiscard]] bool paused() const { return m_paused; }
    void setPaused(bool paused);                              ///< what has a place keeps it, what is new gets one

    // What a key does; nothing where no layout is needed.
    Q_INVOKABLE void togglePause();
    Q_INVOKABLE void restart();

Q_SIGNALS:
    void neededChanged();
    void pausedChanged();
    void restartWanted();

private:
    bool m_needed = false;
    bool m_paused = false;
};

struct NodeLayoutForQml : KnownToQml<LayoutModel, NodeLayoutForQml> {
    Q_GADGET
    QML_FOREIGN(weir::ui::LayoutModel)
    QML_NAMED_ELEMENT(NodeLayout)
    QML_SINGLETON
};

} // namespace weir::ui
