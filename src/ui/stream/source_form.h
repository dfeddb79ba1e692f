#pragma once
#include "source/catalogue.h"
#include "ui/words/known_to_qml.h"
#include <QtCore/QMap>
#include <QtCore/QObject>
#include <QtCore/QStringList>
#include <QtCore/QUrl>
#include <QtCore/QVariantList>
#include <QtCore/QVariantMap>

namespace weir::ui {

/// The sources there are and the one being chosen, as fields of a form, all from the catalogue; what they amount to is one spec.
/// GUI thread.
class SourceForm final : public QObject {
    Q_OBJECT
    Q_PROPERTY(QVariantList sources READ sources CONSTANT)
    Q_PROPERTY(QString name READ name WRITE setName NOTIFY fieldsChanged)
    Q_PROPERTY(QVariantList fields READ fields NOTIFY fieldsChanged)
    Q_PROPERTY(QString spec READ spec NOTIFY changed)
    Q_PROPERTY(QStringList fileFilters READ fileFilters CONSTANT)

public:
    explicit SourceForm(QObject* parent = nullptr);

    /// One map a source: name, form, text.
    [[nodiscard]] QVariantList sources() const;

    /// Fills the fields from a spec; keys that have no field are kept as they are.
    Q_INVOKABLE void setSpec(const QString& spec);

    [[nodiscard]] QString name() const { return m_name; }
    void setName(const QString& name);   ///< another source: its fields hold what it does where nothing is said
    /// One map a field of the source: key, label, isPath, isFlag (yes or no), and value as it was when the source or the spec was chosen.
    [[nodiscard]] QVariantList fields() const;
    Q_INVOKABLE void setField(const QString& key, const QString& text);

    [[nodiscard]] QString spec() const;
    /// Of a dialog that chooses a file: all that are read, those of each format, and any.
    [[nodiscard]] QStringList fileFilters() const;
    /// Why the fields do not amount to a spec, in words; empty when they do, and there is a file where one is named.
    Q_INVOKABLE [[nodiscard]] QString problem() const;
    /// Fills the form with the source that shows this file; why there is none, in words, or nothing.
    Q_INVOKABLE QString setFile(const QString& path);
    /// What was dropped on the window, as a place that can be shown: a file, a table of edges and one of nodes together, or a server's
    /// address; or the problem with it, in words.
    Q_INVOKABLE [[nodiscard]] QVariantMap dropped(const QList<QUrl>& urls) const;

    /// A source or a server, as it is remembered, for people: name, and more of it in detail.
    Q_INVOKABLE [[nodiscard]] QVariantMap wordsOf(const QString& place) const;

Q_SIGNALS:
    void fieldsChanged();   ///< other fields, or all of them filled
    void changed();

private:
    [[nodiscard]] bool takesPath() const;

    QString m_name;
    const source::SourceKind* m_kind = nullptr;   // nullptr: the name is none
    QMap<QString, QString> m_values;              // of fields, and of keys of the spec without one
    QStringList m_others;                         // keys without a field, in their order
};

struct SourceFormForQml : KnownToQml<SourceForm, SourceFormForQml> {
    Q_GADGET
    QML_FOREIGN(weir::ui::SourceForm)
    QML_NAMED_ELEMENT(SourceForm)
    QML_SINGLETON
};

} // namespace weir::ui
