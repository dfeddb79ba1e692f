import QtQuick.Dialogs
import Weir.Controls
import Weir.Save

/// The name of a file that the graph is to be written into.
FileChooser {
    /// For `file`, in a folder that is there: the dialog would name another one, too, and show nothing in it.
    function ask(file: string, folder: string, format: int) {
        currentFolder = urlOf(folder)
        selectedFile = urlOf((folder.endsWith("/") ? folder : folder + "/") + file.substring(file.lastIndexOf("/") + 1))
        selectedNameFilter.index = format
        open()
    }

    completed: file => GraphExport.formatOfPath(file) >= 0 ? file : GraphExport.withEnding(file, selectedNameFilter.index, GraphExport.isPacked(file))
    fileMode: FileDialog.SaveFile
    title: qsTr("Export the graph")
    acceptLabel: qsTr("Choose")
    nameFilters: Array.from(GraphExport.formats).map(format => qsTr("%1 (*.%2 *.%2.gz)").arg(format.text.replace(/ \(\..*\)$/, "")).arg(format.ending))
}
