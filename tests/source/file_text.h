#pragma once
#include "replay_sink.h"
#include "source/catalogue.h"
#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>

/// What a file source makes of a text, in words that a test can state.
struct FileText {
    QString nodes;     ///< "a 'label' 1,2 #ff0000 {age=36}; b": keys in order, with what is not usual of them
    QString edges;     ///< "a>b 2 [kind] {since=1999}; b-c": > directed, - not; a weight that is not 1; a kind; attributes
    QString report;    ///< what is said at the end
    QString error;

    explicit FileText(const QByteArray& text, const QString& name = QStringLiteral("text.csv"), const QString& options = {})
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(name);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("the test cannot write its file");
        file.close();
        const auto source = weir::source::makeSource("file:" + path.toStdString() + options.toStdString());
        if (!source) {
            error = QString::fromStdString(source.error().text);
            return;
        }
        ReplaySink sink((*source)->schema());
        if (const auto ran = (*source)->run(sink, {}); !ran)
            error = QString::fromStdString(ran.error().text).remove(folder.path() + u'/');
        report = sink.reports.join(u'\n').remove(folder.path() + u'/');
        if (!sink.model.breaches.isEmpty())
            error += u" breaches: "_qs + sink.model.breaches.join(u", "_qs);
        QStringList all;
        for (const auto& [slot, node] : sink.model.nodes) {
            QString words = QString::fromStdString(node.key);
            if (!node.label.empty())
                words += u" '"_qs + QString::fromStdString(node.label) + u'\'';
            if (node.positioned)
                words += u" %1,%2"_qs.arg(node.x).arg(node.y);
            if (node.colour != 0)
                words += u" #"_qs + QString::number(node.colour & 0xffffffU, 16).rightJustified(6, u'0');
            all << words + attributesOf(node.attributes);
        }
        all.sort();
        nodes = all.join(u"; "_qs);
        all.clear();
        for (const auto& [slot, edge] : sink.model.edges) {
            QString words = QString::fromStdString(sink.model.nodes.at(edge.source).key) + (edge.directed ? u'>' : u'-') + QString::fromStdString(sink.model.nodes.at(edge.target).key);
            if (edge.weight != 1)
                words += u" %1"_qs.arg(edge.weight);
            if (edge.category != 0)
                words += u" ["_qs + QString::fromStdString(sink.model.schema().edgeCategories.at(edge.category)) + u']';
            all << words + attributesOf(edge.attributes);
        }
        all.sort();
        edges = all.join(u"; "_qs);
    }

private:
    static QString attributesOf(const std::map<std::string, std::string>& attributes)
    {
        QStringList all;
        for (const auto& [name, value] : attributes)
            all << QString::fromStdString(name) + u'=' + QString::fromStdString(value);
        return all.isEmpty() ? QString() : u" {"_qs + all.join(u", "_qs) + u'}';
    }
};
