#include "source_tree.h"
#include "support/test_program.h"
#include <QtCore/QRegularExpression>
#include <QtTest>

using floors::SourceFile;

/// What is said in one place of the window's sources is said nowhere else.
class tst_OneTruth : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aColourStandsInTheThemeAlone();
    void aKeyStandsInTheActionsAlone();
    void whatPeopleReadIsTranslated();
    void aTranslatorFindsAllWords();

private:
    QList<SourceFile> m_files;   // of all that people see
};

void tst_OneTruth::initTestCase()
{
    m_files = floors::readQml();
    QVERIFY(m_files.size() > 40);
    for (const SourceFile& file : floors::readSources()) {
        if (file.isIn(QStringLiteral("src/ui")) || file.isIn(QStringLiteral("src/render")) || file.isIn(QStringLiteral("src/lens"))
            || file.isIn(QStringLiteral("src/dashboard")) || file.isIn(QStringLiteral("src/pipeline")))
            m_files.append(file);
    }
}

// Black and nothing, with which a texture begins, are none.
void tst_OneTruth::aColourStandsInTheThemeAlone()
{
    static const QRegularExpression colour(QStringLiteral(
        R"(\bQColor(?:::fromRgba?F?)?[({] *(?:0x)?[\d.]+(?!, 0, 0, (?:0|255)[)])|\bqRgba?\(|\b0[xX][fF]{2}[0-9A-Fa-f]{6}\b)"
        R"(|\bQt::(?:dark|light)?(?:[wW]hite|[bB]lack|[rR]ed|[gG]reen|[bB]lue|[cC]yan|[mM]agenta|[yY]ellow|[gG]r[ae]y)\b)"
        R"(|\bQt\.rgba\((?!color\.))"));
    static const QRegularExpression text(
        QStringLiteral(R"(^#(?:[0-9A-Fa-f]{3,4}){1,2}$|^(?:white|black|red|green|blue|cyan|magenta|yellow|gr[ae]y)$)"));
    QStringList found;
    bool themeSeen = false;
    for (const SourceFile& file : m_files) {
        QStringList here;
        for (auto match = colour.globalMatch(file.code); match.hasNext();)
            here.append(match.next().captured());
        for (const QString& string : floors::stringsIn(file.text)) {
            if (text.match(string).hasMatch())
                here.append(string);
        }
        if (file.path == u"src/ui/words/theme.cpp") {
            QVERIFY(here.size() > 40);
            themeSeen = true;
        } else if (!here.isEmpty()) {
            found.append(file.path + QStringLiteral(": ") + here.join(QStringLiteral("; ")));
        }
    }
    QVERIFY(themeSeen);
    QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
}

// What a control does by arrows, Enter, Escape and the like while it has the focus is its own.
void tst_OneTruth::aKeyStandsInTheActionsAlone()
{
    static const QRegularExpression key(QStringLiteral(
        R"(\bKey_(?!(?:Left|Right|Up|Down|Home|End|PageUp|PageDown|Return|Enter|Escape)\b)\w+|\bStandardKey\b|\bQKeySequence\b)"));
    static const QRegularExpression word(
        QStringLiteral(R"(\b(?:Ctrl|Alt|Shift|Meta)\+|\bEsc\b|\bF\d+\b|\((?:Space|[A-Z])\)|^[A-Z], |^[A-Z]$| [B-HJ-Z] )"));
    QStringList found;
    bool actionsSeen = false;
    for (const SourceFile& file : m_files) {
        QStringList here;
        for (auto match = key.globalMatch(file.code); match.hasNext();)
            here.append(match.next().captured());
        for (const QString& text : floors::stringsIn(file.text)) {
            if (word.match(text).hasMatch())
                here.append(text);
        }
        if (file.path == u"qml/window/Actions.qml") {
            QVERIFY(here.contains(QStringLiteral("Key_Space")) && here.contains(QStringLiteral("Ctrl+F")));
            actionsSeen = true;
        } else if (!here.isEmpty()) {
            found.append(file.path + QStringLiteral(": ") + here.join(QStringLiteral("; ")));
        }
    }
    QVERIFY(actionsSeen);
    QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
}

// Two words, or one that begins like a sentence or shouts, are for people; what is said in one small word is known by its place.
void tst_OneTruth::whatPeopleReadIsTranslated()
{
    static const QRegularExpression translated(
        QStringLiteral(R"re(\b(?:qsTr|tr|translate|translated|QT_TR_NOOP)\(\s*(?:"[^"]*",\s*)?"((?:[^"\\\n]|\\.)*)")re"));
    static const QRegularExpression words(
        QStringLiteral(R"([A-Za-z]{2,},? [A-Za-z]{2,}|^[A-Z][a-z]+$|^[A-Z]{2,}( [A-Z]+)*$|[a-z]{2,}(?:\.|: )$|^ ?[a-z]{2,} $)"));
    static const QRegularExpression shown(
        QStringLiteral(
            R"re(^\s*(?:text|title|label|hint|placeholder|description|Accessible\.(?:name|description)):)re"
            R"re(\s*"([^"\n]*[A-Za-z]{2,}[^"\n]*)")re"),
        QRegularExpression::MultilineOption);
    static const QRegularExpression unread(QStringLiteral(R"(^\s*(?:#|objectName:).*$)"), QRegularExpression::MultilineOption);
    // Names of programs and formats, what other programs are told, and what helps whoever is asked for help, in the language of the code.
    static const QSet<QString> names{QStringLiteral("Weir"),
                                     QStringLiteral("CSV"),
                                     QStringLiteral("JSON"),
                                     QStringLiteral("Roboto"),
                                     QStringLiteral("Roboto, sans-serif"),
                                     QStringLiteral("Read"),
                                     QStringLiteral("ws://127.0.0.1:8080/stream")};
    static const QSet<QString> apart{QStringLiteral("src/ui/stream/diagnostics.cpp"), QStringLiteral("src/ui/words/font_advice.cpp")};
    QStringList found;
    int said = 0;
    for (const SourceFile& file : m_files) {
        const bool isQml = file.path.endsWith(u".qml");
        if ((!isQml && !file.isIn(QStringLiteral("src/ui"))) || apart.contains(file.path))
            continue;
        said += static_cast<int>(file.text.count(translated));
        const QString rest = QString(file.text).remove(translated).remove(unread);
        QStringList here;
        for (const QString& text : floors::stringsIn(rest)) {
            if (words.match(text).hasMatch() && !names.contains(text))
                here.append(text);
        }
        if (isQml) {
            for (auto match = shown.globalMatch(rest); match.hasNext();) {
                if (const QString text = match.next().captured(1); !names.contains(text))
                    here.append(text);
            }
        }
        if (!here.isEmpty())
            found.append(file.path + QStringLiteral(": ") + here.join(QStringLiteral("; ")));
    }
    QVERIFY(said > 300);
    QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
}

// What stands in the call is what tools extract for translators.
void tst_OneTruth::aTranslatorFindsAllWords()
{
    static const QRegularExpression call(
        QStringLiteral(R"((?<![\w.>])(?:(?:qsTr|tr|QT_TR_NOOP|Words::tr)\(|QCoreApplication::translate\((?:\s*"",)?))"));
    static const QRegularExpression literal(QStringLiteral(R"(^\s*"")"));
    int said = 0;
    QStringList found;
    QList<SourceFile> files = floors::readSources();
    files += floors::readQml();
    for (const SourceFile& file : files) {
        for (auto match = call.globalMatch(file.code); match.hasNext();) {
            const QRegularExpressionMatch at = match.next();
            if (literal.match(file.code.mid(at.capturedEnd(), 40)).hasMatch())
                ++said;
            else
                found.append(file.path);
        }
    }
    QVERIFY(said > 500);
    // What these say is marked where it stands, by QT_TRANSLATE_NOOP.
    QCOMPARE(QSet<QString>(found.begin(), found.end()),
             (QSet<QString>{QStringLiteral("src/ui/stream/source_form.cpp"), QStringLiteral("src/ui/words/font_advice.cpp")}));
}

WEIR_TEST(tst_OneTruth)
#include "tst_one_truth.moc"
