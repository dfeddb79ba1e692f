import QtQuick
import QtQuick.Dialogs

/// The system's own dialog for a file, by its path.
FileDialog {
    id: chooser

    property var completed: file => file   ///< what becomes of the path that was chosen
    signal chosen(file: string)

    function urlOf(path: string): string { return "file://" + path.split("/").map(encodeURIComponent).join("/") }

    onAccepted: chosen(completed(decodeURIComponent(String(selectedFile).replace(/^file:\/\//, ""))))
}
