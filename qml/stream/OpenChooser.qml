import QtQuick.Dialogs
import Weir.Controls
import Weir.Stream

/// A file with a graph or a feed in it.
FileChooser {
    function ask() { open() }

    fileMode: FileDialog.OpenFile
    title: qsTr("Open a file")
    nameFilters: SourceForm.fileFilters
}
