#include "format/format_catalogue.h"
#include "support/test_program.h"
#include <QtCore/QFile>
#include <QtCore/QSet>
#include <QtCore/QXmlStreamReader>
#include <QtTest/QTest>
#include <map>
#include <set>

using namespace weir::format;

/// What follows from the rows of the formats.
class tst_FormatCatalogue final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keysAndEndingsAreOfOneFormatEach()
    {
        QSet<QString> keys, endings;
        const auto once = [](QSet<QString>& words, std::string_view word) {
            const auto before = words.size();
            words.insert(QString::fromStdString(std::string(word)));
            return words.size() == before + 1;
        };
        for (const Format& format : formats()) {
            QVERIFY(once(keys, format.key));
            QVERIFY(!format.endings.empty() && !format.mimeTypes.empty());
            for (const std::string_view ending : format.endings)
                QVERIFY(once(endings, ending));
            QVERIFY(formatOfKey(format.key) == &format && &formatOf(format.id) == &format);
        }
        QVERIFY(formatOfKey("none") == nullptr);
    }

    void whatIsWrittenIsKnownByItsKeyAndEndings()
    {
        QSet<QString> keys, endings;
        for (const Format& format : formats()) {
            for (const Target& target : format.targets) {
                keys.insert(QString::fromUtf8(target.key.data(), static_cast<qsizetype>(target.key.size())));
                QVERIFY(targetOfKey(target.key) == &target);
                QVERIFY(!target.endings.empty() && format.read != nullptr);
                for (const std::string_view ending : target.endings) {
                    const std::string name = "graph." + std::string(ending);
                    QVERIFY(targetOfName(name) == &target && targetOfName(name + ".gz") == &target);
                    QVERIFY(formatOfName(name) == &format);
                    endings.insert(QString::fromStdString(name));
                }
            }
        }
        QCOMPARE(keys.size(), 9);
        QCOMPARE(endings.size(), 11);
        QVERIFY(targetOfKey("mtx") == nullptr && targetOfName("graph.jgf") == nullptr && targetOfName("graph") == nullptr);
        QVERIFY(targetHelp().find("  graphml ") == 0 || targetHelp().find("\n  graphml ") != std::string::npos);
        QVERIFY(readHelp().find("\n  mtx ") != std::string::npos);
        QCOMPARE(keysRead(), std::string("table, graphml, gexf, gml, dot, pajek, json, mtx, dimacs, sif and dgs"));
    }

    void namesOfFilesTellTheirFormat()
    {
        QVERIFY(formatOfName("/a.b/calls.CSV")->id == FormatId::Table);
        QVERIFY(formatOfName("g.graphml.gz")->id == FormatId::GraphMl);
        for (const char* const name : {"calls", "calls.xyz", ".gz", ""})
            QVERIFY2(formatOfName(name) == nullptr, name);
    }

    void theDesktopKnowsTheTypesOfWhatIsRead()
    {
        QFile entry(QStringLiteral(WEIR_SOURCE_DIR "/resources/weir.desktop"));
        QVERIFY(entry.open(QIODevice::ReadOnly));
        QByteArray types = "\nMimeType=";
        for (const Format& format : formats()) {
            for (const std::string_view type : format.mimeTypes) {
                if (format.read != nullptr)
                    types += QByteArray(type.data(), static_cast<qsizetype>(type.size())) + ';';
            }
        }
        const QByteArray text = entry.readAll();
        QVERIFY2(text.contains(types + '\n'), types.constData());
        QVERIFY(text.contains("\nExec=weir %f\n"));
    }

    void typesThatNobodyElseRegistersAreDescribed()
    {
        // Those of the package shared-mime-info.
        const std::set<QString> known{u"text/csv"_qs, u"text/tab-separated-values"_qs, u"application/json"_qs, u"text/vnd.graphviz"_qs};
        std::map<QString, std::set<QString>> wanted, described;
        for (const Format& format : formats()) {
            for (const std::string_view type : format.mimeTypes) {
                const QString name = QString::fromLatin1(type.data(), static_cast<qsizetype>(type.size()));
                if (known.contains(name))
                    continue;
                for (const std::string_view ending : format.endings)
                    wanted[name].insert(u"*."_qs + QString::fromLatin1(ending.data(), static_cast<qsizetype>(ending.size())));
            }
        }
        QFile file(QStringLiteral(WEIR_SOURCE_DIR "/resources/weir-mime.xml"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QXmlStreamReader xml(&file);
        QString type;
        while (!xml.atEnd()) {
            xml.readNext();
            if (xml.isStartElement() && xml.name() == u"mime-type")
                type = xml.attributes().value(u"type"_qs).toString();
            if (xml.isStartElement() && xml.name() == u"glob")
                described[type].insert(xml.attributes().value(u"pattern"_qs).toString());
        }
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        QVERIFY(described == wanted);
    }
};

WEIR_TEST(tst_FormatCatalogue)
#include "tst_format_catalogue.moc"
