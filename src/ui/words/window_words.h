#pragma once
#include <QtCore/QObject>
#include <QtQml/qqmlregistration.h>
#include <cstdint>

namespace weir::ui {
Q_NAMESPACE
QML_NAMED_ELEMENT(Ui)

/// The stream's state as a person tells states apart: finer than the stream's own, which does not know whether a
/// connection that failed ever stood, and calls live whatever is followed, also a source from which nothing more will come.
enum class Phase : std::uint8_t { NeverConnected, Connecting, Live, Paused, CatchingUp, Lost, Refused, Closed, Reading, Finished, Ended, Failed };
Q_ENUM_NS(Phase)

/// What helps in a state, each a button.
enum class Remedy : std::uint8_t { Resume, Cancel, TryAgain, Open, EndEarly };
Q_ENUM_NS(Remedy)

/// How a figure or a notice wants to be seen; never the only sign, its words say the same.
enum class Tone : std::uint8_t { Plain, Good, Attention, Bad };
Q_ENUM_NS(Tone)

} // namespace weir::ui
