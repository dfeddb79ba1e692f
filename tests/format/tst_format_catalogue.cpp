#include "format/format_catalogue.h"
#include "support/test_program.h"
#include <QtCore/QFile>
#include <QtCore/QSet>
#include <QtTest/QTest>

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
};

WEIR_TEST(tst_FormatCatalogue)
#include "tst_format_catalogue.moc"
