#pragma once
#include "ui/window/window_controller.h"
#include "ui/window/window_models.h"
#include <QtCore/QTemporaryDir>

constexpr int patience = 20'000;   // ms; sanitizers and busy machines are slow

/// The window's models joined to a live graph and an embedded server, without the window.
struct JoinedWindow {
    QTemporaryDir directory;
    weir::ui::WindowModels models{directory.filePath(QStringLiteral("settings.ini"))};
    weir::ui::WindowController controller{models, {}};
};
