import QtQuick.Dialogs

/// The system's own dialog for the name of a picture.
FileDialog {
    id: chooser

    signal chosen(file: string)

    function encoded(path: string): string { return path.split("/").map(encodeURIComponent).join("/") }

    function ask(file: string, ending: string) {
        const slash = file.lastIndexOf("/")
        currentFolder = "file://" + encoded(file.substring(0, Math.max(1, slash)))
        selectedFile = "file://" + encoded(file)
        selectedNameFilter.index = ending === "svg" ? 1 : 0
        open()
    }

    fileMode: FileDialog.SaveFile
    title: qsTr("Save the view")
    acceptLabel: qsTr("Choose")
    nameFilters: [qsTr("PNG pictures (*.png)"), qsTr("SVG pictures (*.svg)")]
    onAccepted: {
        let file = decodeURIComponent(selectedFile.toString().replace(/^file:\/\//, ""))
        if (!/\.(png|svg)$/i.test(file))
            file += selectedNameFilter.index === 1 ? ".svg" : ".png"
        chosen(file)
    }
}
