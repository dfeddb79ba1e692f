#pragma once
#include <QtCore/QString>
#include <optional>

namespace weir::app {

/// Says at the next start whether this run ended by a fault of the program, and what it showed then. A file a process in a folder of
/// the user's: made at the start, removed at a good end, and marked by a handler of the signals that faults raise. So what is killed,
/// and a second window that still runs, is no fault. Where the folder cannot be written nothing is remembered. One a process; make it
/// before other threads start.
class RunMarker final {
public:
    /// `folder` is made where it is missing.
    explicit RunMarker(const QString& folder);
    ~RunMarker();
    RunMarker(const RunMarker&) = delete;
    RunMarker& operator=(const RunMarker&) = delete;

    /// What the newest earlier run showed that ended by a fault, asked once: empty where it showed nothing yet. Nothing: none did.
    [[nodiscard]] std::optional<QString> takeFault();

    /// What is shown from now on: a source or an address. At most 4 KiB of it are kept.
    void setShown(const QString& shown);

private:
    QString m_folder, m_path;
    int m_descriptor = -1;
};

} // namespace weir::app
