#pragma once
#include <QtQml/QJSEngine>
#include <QtQml/qqml.h>

namespace weir::ui {

/// An object of the program's that QML knows as a singleton, by the name of the gadget that derives from this. Whoever owns the object
/// shows it before a window is loaded, and keeps it until the window is gone. GUI thread.
template <typename Object, typename Name>
class KnownToQml {
public:
    static void show(Object* object) { s_object = object; }

    /// What a QML engine calls.
    static Object* create(QQmlEngine*, QJSEngine*)
    {
        Q_ASSERT(s_object);
        QJSEngine::setObjectOwnership(s_object, QJSEngine::CppOwnership);
        return s_object;
    }

private:
    static inline Object* s_object = nullptr;
};

} // namespace weir::ui
