import QtQuick.Dialogs
import Weir.Controls

/// The name of a picture that is to be saved.
FileChooser {
    /// For `file`, in a folder that is there: the dialog would name another one, too, and show nothing in it.
    function ask(file: string, folder: string, ending: string) {
        currentFolder = urlOf(folder)
        selectedFile = urlOf((folder.endsWith("/") ? folder : folder + "/") + file.substring(file.lastIndexOf("/") + 1))
        selectedNameFilter.index = ending === "svg" ? 1 : 0
        open()
    }

    completed: file => /\.(png|svg)$/i.test(file) ? file : file + (selectedNameFilter.index === 1 ? ".svg" : ".png")
    fileMode: FileDialog.SaveFile
    title: qsTr("Save the view")
    acceptLabel: qsTr("Choose")
    nameFilters: [qsTr("PNG pictures (*.png)"), qsTr("SVG pictures (*.svg)")]
}
