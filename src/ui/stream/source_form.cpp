#include "ui/stream/source_form.h"

#include "base/home_path.h"
#include "source/spec_of_file.h"
#include "ui/stream/stream_address.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QRegularExpression>

namespace weir::ui {

namespace {

QString textOf(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// The catalogue marks its words for translators.
QString translated(std::string_view text)
{
    return QCoreApplication::translate("Source", std::string(text).c_str());
}

QString sentenceOf(const Error& error)
{
    const QString text = QString::fromStdString(error.text);
    return text.left(1).toUpper() + text.mid(1) + QLatin1Char('.');
}

QVariantMap words(const QString& name, const QString& detail)
{
    return {{QStringLiteral("name"), name}, {QStringLiteral("detail"), detail}};
}

} // namespace

SourceForm::SourceForm(QObject* parent)
    : QObject(parent)
{
    setName(textOf(source::catalogue().front()->name));
}

QVariantList SourceForm::sources() const
{
    QVariantList sources;
    for (const source::SourceKind* const kind : source::catalogue()) {
        sources.append(QVariantMap{{QStringLiteral("name"), textOf(kind->name)},
                                   {QStringLiteral("form"), QString::fromStdString(kind->form())},
                                   {QStringLiteral("text"), translated(kind->text)}});
    }
    return sources;
}

QStringList SourceForm::fileFilters() const
{
    QStringList all, filters;
    for (const source::FileKind& kind : source::fileKinds()) {
        QStringList patterns;
        for (const std::string& pattern : kind.patterns)
            patterns << QString::fromStdString(pattern);
        all << patterns;
        // What stands in brackets is taken for patterns.
        filters << QString::fromStdString(kind.name.substr(0, kind.name.find(" ("))) + QStringLiteral(" (") + patterns.join(u' ') + u')';
    }
    filters.prepend(tr("Graphs (%1)").arg(all.join(u' ')));
    filters << tr("All files (*)");
    return filters;
}

bool SourceForm::takesPath() const { return m_kind && m_kind->takesPath(); }

void SourceForm::setName(const QString& name)
{
    if (name == m_name)
        return;
    m_name = name;
    m_kind = source::kindNamed(name.toStdString());
    m_values.clear();
    m_others.clear();
    for (const source::Parameter& parameter : m_kind ? m_kind->parameters : std::span<const source::Parameter>()) {
        if (!parameter.label.empty())
            m_values.insert(textOf(parameter.key), textOf(parameter.fallback));
    }
    Q_EMIT fieldsChanged();
    Q_EMIT changed();
}

void SourceForm::setSpec(const QString& spec)
{
    m_name.clear();   // so that what was filled in goes
    setName(spec.section(QLatin1Char(':'), 0, 0));
    const QString rest = spec.section(QLatin1Char(':'), 1);
    if (takesPath()) {
        // Keys that have a field go there; what stands before and beside them stays with the path.
        QString path = rest;
        for (const source::Parameter& parameter : m_kind->parameters.subspan(1)) {
            if (parameter.label.empty())
                continue;
            const QRegularExpression written(QStringLiteral("[:,]%1(?:=([^,]*))?(?=,|$)").arg(textOf(parameter.key)));
            const QRegularExpressionMatch found = written.match(path);
            if (!found.hasMatch() || QFileInfo::exists(path))
                continue;
            m_values[textOf(parameter.key)] = found.capturedLength(1) < 0 || !found.hasCaptured(1) ? QStringLiteral("yes") : found.captured(1);
            path.remove(found.capturedStart(), found.capturedLength());
        }
        m_values[textOf(m_kind->parameters.front().key)] = path;
    } else {
        for (const QString& pair : rest.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
            const QString key = pair.section(QLatin1Char('='), 0, 0);
            if (!m_values.contains(key))
                m_others.append(key);
            m_values[key] = pair.section(QLatin1Char('='), 1);
        }
    }
    Q_EMIT fieldsChanged();
    Q_EMIT changed();
}

QVariantList SourceForm::fields() const
{
    QVariantList fields;
    for (const source::Parameter& parameter : m_kind ? m_kind->parameters : std::span<const source::Parameter>()) {
        if (parameter.label.empty())
            continue;
        const QString key = textOf(parameter.key);
        fields.append(QVariantMap{{QStringLiteral("key"), key},
                                  {QStringLiteral("label"), translated(parameter.label)},
                                  {QStringLiteral("isPath"), parameter.kind == source::Parameter::Kind::Path},
                                  {QStringLiteral("isFlag"), parameter.kind == source::Parameter::Kind::YesNo},
                                  {QStringLiteral("value"), m_values.value(key)}});
    }
    return fields;
}

void SourceForm::setField(const QString& key, const QString& text)
{
    QString& value = m_values[key];
    const QString wanted = takesPath() ? text : text.trimmed();
    if (value == wanted)
        return;
    value = wanted;
    Q_EMIT changed();
}

QString SourceForm::spec() const
{
    if (!m_kind)
        return m_name;
    if (takesPath()) {
        QString text = m_name + QLatin1Char(':') + m_values.value(textOf(m_kind->parameters.front().key));
        for (const source::Parameter& parameter : m_kind->parameters.subspan(1)) {
            const QString value = m_values.value(textOf(parameter.key));
            if (!parameter.label.empty() && value != textOf(parameter.fallback))
                text += QLatin1Char(',') + textOf(parameter.key) + QLatin1Char('=') + value;
        }
        return text;
    }
    QStringList pairs;
    const auto add = [&pairs, this](const QString& key) {
        if (const QString value = m_values.value(key); !value.isEmpty())
            pairs << key + QLatin1Char('=') + value;
    };
    for (const source::Parameter& parameter : m_kind->parameters) {
        if (!parameter.label.empty())
            add(textOf(parameter.key));
    }
    for (const QString& key : m_others)
        add(key);
    return pairs.isEmpty() ? m_name : m_name + QLatin1Char(':') + pairs.join(QLatin1Char(','));
}

QString SourceForm::problem() const
{
    if (!m_kind)
        return tr("There is no source \u201c%1\u201d.").arg(m_name);
    if (takesPath() && m_values.value(textOf(m_kind->parameters.front().key)).trimmed().isEmpty())
        return tr("Type the path of a file.");
    const auto values = source::SpecValues::parse(source::Spec::split(spec().toStdString()), m_kind->parameters);
    if (!values)
        return sentenceOf(values.error());
    if (takesPath()) {
        const std::string path = withHome(values->text(m_kind->parameters.front().key));
        if (const auto readable = source::checkReadable(QString::fromStdString(path)); !readable)
            return sentenceOf(readable.error());
    }
    return {};
}

QString SourceForm::setFile(const QString& path)
{
    const auto spec = source::specOfFile(path);
    if (!spec)
        return sentenceOf(spec.error());
    setSpec(*spec);
    return {};
}

QVariantMap SourceForm::dropped(const QList<QUrl>& urls) const
{
    const auto place = [](const QString& text) { return QVariantMap{{QStringLiteral("place"), text}, {QStringLiteral("problem"), QString()}}; };
    const auto problem = [](const QString& text) { return QVariantMap{{QStringLiteral("place"), QString()}, {QStringLiteral("problem"), text}}; };
    if (urls.size() == 1 && isStreamAddress(urls.front().toString()))
        return place(urls.front().toString());
    QStringList paths;
    for (const QUrl& url : urls) {
        if (!url.isLocalFile())
            return problem(tr("\u201c%1\u201d is no file of this machine. Save it first, then drop the file.").arg(url.toDisplayString()));
        paths << url.toLocalFile();
    }
    if (paths.isEmpty())
        return problem(tr("A text cannot be shown. Drop a file with a graph in it."));
    const auto spec = source::specOfFiles(paths);
    return spec ? place(*spec) : problem(sentenceOf(spec.error()));
}

QVariantMap SourceForm::wordsOf(const QString& place) const
{
    if (isStreamAddress(place))
        return words(hostOf(place), place);
    const source::SourceKind* const kind = source::kindNamed(source::Spec::split(place.toStdString()).name);
    const QString rest = place.section(QLatin1Char(':'), 1);
    if (!kind)
        return words(place, {});
    if (!kind->takesPath())
        return words(textOf(kind->name), rest.isEmpty() ? translated(kind->text) : QString(rest).replace(QLatin1Char(','), QLatin1String(", ")));
    if (rest == QLatin1String("-"))
        return words(tr("Standard input"), translated(kind->text));
    const auto values = source::SpecValues::parse(source::Spec::split(place.toStdString()), kind->parameters);
    const QFileInfo file(values ? QString::fromStdString(values->text(kind->parameters.front().key)) : rest);
    const QString home = QDir::homePath();
    const QString folder = file.path();
    const bool inHome = folder == home || folder.startsWith(home + QLatin1Char('/'));
    return words(file.fileName(), inHome ? QLatin1Char('~') + folder.mid(home.size()) : folder);
}

} // namespace weir::ui
