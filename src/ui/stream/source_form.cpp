#include "ui/stream/source_form.h"

#include "source/source.h"

#include <QtCore/QStringList>
#include <QtCore/QVariantMap>

namespace weir::ui {

namespace {

QString textOf(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

// The spec form in --help is the one place that says what a source takes.
QString formOf(const QString& name)
{
    for (const source::SourceHelp& help : source::sourceHelp()) {
        if (textOf(help.name) == name)
            return textOf(help.form);
    }
    return {};
}

QString wholeNumberProblem(const QString& what, const QString& text)
{
    bool whole = false;
    text.toULongLong(&whole);
    return whole ? QString() : QStringLiteral("%1 must be a whole number, not \u201c%2\u201d.").arg(what, text);
}

} // namespace

SourceForm::SourceForm(QObject* parent)
    : QObject(parent)
{
    if (!source::sourceHelp().empty())
        m_name = textOf(source::sourceHelp().front().name);
}

QVariantList SourceForm::sources() const
{
    QVariantList sources;
    for (const source::SourceHelp& help : source::sourceHelp()) {
        sources.append(QVariantMap{{QStringLiteral("name"), textOf(help.name)},
                                   {QStringLiteral("form"), textOf(help.form)},
                                   {QStringLiteral("text"), textOf(help.text)}});
    }
    return sources;
}

void SourceForm::setSpec(const QString& spec)
{
    m_name = spec.section(QLatin1Char(':'), 0, 0);
    const QString rest = spec.section(QLatin1Char(':'), 1);
    m_otherKeys.clear();
    if (takesPath()) {
        m_path = rest;
    } else {
        QStringList others;
        for (const QString& pair : rest.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
            const QString key = pair.section(QLatin1Char('='), 0, 0);
            const QString value = pair.section(QLatin1Char('='), 1);
            if (takesSizes() && key == QLatin1String("nodes"))
                m_nodes = value;
            else if (takesSizes() && key == QLatin1String("edges"))
                m_edges = value;
            else if (takesSizes() && key == QLatin1String("rate"))
                m_rate = value;
            else
                others.append(pair);
        }
        m_otherKeys = others.join(QLatin1Char(','));
    }
    Q_EMIT changed();
}

void SourceForm::setName(const QString& name)
{
    if (name == m_name)
        return;
    m_name = name;
    m_otherKeys.clear();
    Q_EMIT changed();
}

bool SourceForm::takesSizes() const
{
    return formOf(m_name).contains(QLatin1String("nodes="));
}

bool SourceForm::takesPath() const
{
    return formOf(m_name).contains(QLatin1String("PATH"));
}

void SourceForm::set(QString& field, const QString& text)
{
    if (field == text)
        return;
    field = text;
    Q_EMIT changed();
}

void SourceForm::setNodes(const QString& nodes)
{
    set(m_nodes, nodes.trimmed());
}

void SourceForm::setEdges(const QString& edges)
{
    set(m_edges, edges.trimmed());
}

void SourceForm::setRate(const QString& rate)
{
    set(m_rate, rate.trimmed());
}

void SourceForm::setPath(const QString& path)
{
    set(m_path, path);
}

QString SourceForm::spec() const
{
    if (takesPath())
        return m_name + QLatin1Char(':') + m_path;
    QStringList pairs;
    if (takesSizes()) {
        pairs << QStringLiteral("nodes=") + m_nodes << QStringLiteral("edges=") + m_edges
              << QStringLiteral("rate=") + m_rate;
    }
    if (!m_otherKeys.isEmpty())
        pairs << m_otherKeys;
    return pairs.isEmpty() ? m_name : m_name + QLatin1Char(':') + pairs.join(QLatin1Char(','));
}

QString SourceForm::problem() const
{
    if (formOf(m_name).isEmpty())
        return QStringLiteral("There is no source \u201c%1\u201d.").arg(m_name);
    if (takesPath())
        return m_path.trimmed().isEmpty() ? QStringLiteral("Type the path of a file.") : QString();
    if (!takesSizes())
        return {};
    for (const auto& [what, text] : {std::pair(QStringLiteral("Nodes"), m_nodes),
                                     std::pair(QStringLiteral("Edges"), m_edges),
                                     std::pair(QStringLiteral("Changes per second"), m_rate)}) {
        const QString problem = wholeNumberProblem(what, text);
        if (!problem.isEmpty())
            return problem;
    }
    return {};
}

} // namespace weir::ui
