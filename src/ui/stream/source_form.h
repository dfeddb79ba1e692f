#pragma once
#include <QtCore/QObject>
#include <QtCore/QVariantList>

namespace weir::ui {

/// The sources there are and the one being chosen, as fields of a form; what they amount to is one spec. GUI thread.
class SourceForm final : public QObject {
    Q_OBJECT
    Q_PROPERTY(QVariantList sources READ sources CONSTANT)
    Q_PROPERTY(QString name READ name WRITE setName NOTIFY changed)
    Q_PROPERTY(bool takesSizes READ takesSizes NOTIFY changed)
    Q_PROPERTY(bool takesPath READ takesPath NOTIFY changed)
    Q_PROPERTY(QString nodes READ nodes WRITE setNodes NOTIFY changed)
    Q_PROPERTY(QString edges READ edges WRITE setEdges NOTIFY changed)
    Q_PROPERTY(QString rate READ rate WRITE setRate NOTIFY changed)
    Q_PROPERTY(QString path READ path WRITE setPath NOTIFY changed)
    Q_PROPERTY(QString spec READ spec NOTIFY changed)
    Q_PROPERTY(QString problem READ problem NOTIFY changed)

public:
    explicit SourceForm(QObject* parent = nullptr);

    /// One map a source: name, form, text.
    [[nodiscard]] QVariantList sources() const;

    /// Fills the fields from a spec; keys that have no field are kept as they are.
    Q_INVOKABLE void setSpec(const QString& spec);

    [[nodiscard]] QString name() const { return m_name; }
    void setName(const QString& name);
    [[nodiscard]] bool takesSizes() const;   ///< nodes, edges and rate mean something to this source
    [[nodiscard]] bool takesPath() const;
    [[nodiscard]] QString nodes() const { return m_nodes; }
    void setNodes(const QString& nodes);
    [[nodiscard]] QString edges() const { return m_edges; }
    void setEdges(const QString& edges);
    [[nodiscard]] QString rate() const { return m_rate; }
    void setRate(const QString& rate);
    [[nodiscard]] QString path() const { return m_path; }
    void setPath(const QString& path);

    [[nodiscard]] QString spec() const;
    /// Why the fields do not amount to a spec, in words; empty when they do.
    [[nodiscard]] QString problem() const;

Q_SIGNALS:
    void changed();

private:
    void set(QString& field, const QString& text);

    QString m_name;
    QString m_nodes = QStringLiteral("2000");
    QString m_edges = QStringLiteral("6000");
    QString m_rate = QStringLiteral("500");
    QString m_path;
    QString m_otherKeys;   // key=value pairs without a field, comma-separated
};

} // namespace weir::ui
