#include "replay_sink.h"
#include "source/debian/dpkg_status.h"
#include "source/catalogue.h"
#include "support/test_program.h"
#include <QtCore/QDirIterator>
#include <QtCore/QElapsedTimer>
#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>

using namespace weir;
using namespace weir::source;

namespace {

/// A copy of the made-up machine, for the test to change.
void copyTree(const QString& to)
{
    const QDir from(QStringLiteral(WEIR_TEST_DIR "/apt_tree"));
    QDirIterator files(from.path(), QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next(), target = QDir(to).filePath(from.relativeFilePath(path));
        QVERIFY(QDir().mkpath(QFileInfo(target).path()));
        QVERIFY(QFile::copy(path, target));
        QVERIFY(QFile::setPermissions(target, QFile::ReadOwner | QFile::WriteOwner));
    }
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void replaceFile(const QString& path, const QByteArray& content)
{
    QFile next(path + u"-new"_qs);
    if (next.open(QIODevice::WriteOnly)) {
        next.write(content);
        next.close();
    }
    QFile::remove(path);
    next.rename(path);
}

std::unique_ptr<Source> debianOf(const QString& root)
{
    auto made = makeSource("debian:root=" + root.toStdString());
    return made ? std::move(*made) : nullptr;
}

} // namespace

class tst_Debian final : public QObject {
    Q_OBJECT

    static std::string categoryOf(const Source& source, const ReplayModel& model, const std::string& name)
    {
        const ReplayModel::Node* node = model.node(name);
        return node ? source.schema().nodeCategories[node->category] : "absent";
    }

private Q_SLOTS:
    void relationFieldsGiveEveryAlternativeWithWhatIsAskedOfIt()
    {
        constexpr auto kind = RelationKind::Recommends;
        QCOMPARE(relationsIn("libc6 (>= 2.36), default-mta | mail-transport-agent , python3:any(<<4),a[amd64] <!nocheck>, b ( = 1:2 )", kind),
                 (std::vector<Relation>{{kind, "libc6", ">= 2.36", false},
                                        {kind, "default-mta", "", true},
                                        {kind, "mail-transport-agent", "", true},
                                        {kind, "python3", "<< 4", false},
                                        {kind, "a", "", false},
                                        {kind, "b", "= 1:2", false}}));
        QCOMPARE(relationsIn("", kind), std::vector<Relation>{});
        QCOMPARE(relationsIn(" , ,|", kind), std::vector<Relation>{});
        QCOMPARE(relationsIn("a (), b (, c )(", kind),
                 (std::vector<Relation>{{kind, "a", "", false}, {kind, "b", "", false}, {kind, "c", "", false}}));
    }

    void onlyWhatHasFilesOnTheMachineCountsAsInstalled()
    {
        const QByteArray status = contentOf(QStringLiteral(WEIR_TEST_DIR "/apt_tree/var/lib/dpkg/status"));
        const std::vector<Package> packages = installedPackages(status.toStdString(), "amd64");
        QCOMPARE(packages.size(), std::size_t(2));
        QCOMPARE(packages[1].name, std::string("homemade"));
        QCOMPARE(packages[1].relations.size(), std::size_t(2));
        QCOMPARE(packages[1].relations[1].target, std::string("script"));
        QCOMPARE(packages[1].installedBytes, 1024.0);
        QCOMPARE(packages[1].description, std::string("in no list"));
        QCOMPARE(packages[1].version, std::string("0.1"));
        QCOMPARE(packages[1].source, std::string("homemade"));
        QVERIFY(!packages[1].essential && packages[1].homepage.empty());
    }

    void aStatusCutAnywhereIsNoHarm()
    {
        const std::string status =
            contentOf(QStringLiteral(WEIR_TEST_DIR "/apt_tree/var/lib/dpkg/status")).toStdString();
        for (std::size_t bytes = 0; bytes < status.size(); ++bytes)
            QVERIFY(installedPackages(std::string_view(status).substr(0, bytes), "amd64").size() <= 2);
    }

    void theGraphIsThatOfTheCandidatesWithEveryAlternative()
    {
        QTemporaryDir root;
        copyTree(root.path());
        const auto source = debianOf(root.path());
        ReplaySink sink(source->schema());
        const auto ran = source->run(sink, {});
        QVERIFY2(ran.has_value(), ran ? "" : ran.error().text.c_str());
        QCOMPARE(sink.model.breaches, QStringList());
        QCOMPARE(sink.reports, QStringList());
        QCOMPARE(sink.model.edgesByKey(),
                 (std::multiset<std::string>{"homemade libbase", "homemade script", "postbox libbase", "tool gone",
                                             "tool libbase", "tool libbase", "tool mailer", "tool postbox",
                                             "tool script", "tool tool-doc"}));
        QCOMPARE(categoryOf(*source, sink.model, "libbase"), std::string("installed"));
        QCOMPARE(categoryOf(*source, sink.model, "homemade"), std::string("installed"));
        QCOMPARE(categoryOf(*source, sink.model, "postbox"), std::string("programs"));
        QCOMPARE(categoryOf(*source, sink.model, "mailer"), std::string("virtual"));
        QCOMPARE(categoryOf(*source, sink.model, "gone"), std::string("missing"));
        QCOMPARE(categoryOf(*source, sink.model, "tool-doc"), std::string("documents and data"));
        QCOMPARE(categoryOf(*source, sink.model, "script"), std::string("languages"));
        QCOMPARE(categoryOf(*source, sink.model, "stranger"), std::string("absent"));
        QCOMPARE(categoryOf(*source, sink.model, "never-drawn"), std::string("absent"));
        QCOMPARE(categoryOf(*source, sink.model, "ancient"), std::string("absent"));
        QCOMPARE(sink.model.node("libbase")->values, (std::vector<float>{2.0F, 4.0F}));
        QVERIFY(sink.model.node("libbase")->size > sink.model.node("tool")->size);
        QVERIFY(!sink.model.node("libbase")->positioned);
        const auto kindOf = [&](const char* target) {
            return source->schema().edgeCategories[sink.model.edge("tool", target)->category];
        };
        QCOMPARE(kindOf("gone"), std::string("Recommends"));
        QCOMPARE(kindOf("mailer"), std::string("Depends"));
        QVERIFY(sink.model.edge("tool", "mailer")->directed);
    }

    void whatIsSaidOfPackagesAndRelationsAreAttributes()
    {
        QTemporaryDir root;
        copyTree(root.path());
        QVERIFY(QDir(root.path()).mkpath(u"var/lib/dpkg/info"_qs));
        replaceFile(root.filePath(u"var/lib/dpkg/info/libbase:amd64.list"_qs), "/usr/lib/base\n");
        QFile list(root.filePath(u"var/lib/dpkg/info/libbase:amd64.list"_qs));
        QVERIFY(list.open(QIODevice::ReadWrite));
        QVERIFY(list.setFileTime(QDateTime::fromString(u"2026-05-06T07:08:09Z"_qs, Qt::ISODate), QFileDevice::FileModificationTime));
        list.close();
        const auto source = debianOf(root.path());
        ReplaySink sink(source->schema());
        QVERIFY(source->run(sink, {}).has_value());
        QCOMPARE(sink.model.breaches, QStringList());
        using Attributes = std::map<std::string, std::string>;
        QCOMPARE(sink.model.node("libbase")->attributes,
                 (Attributes{{"architecture", "amd64"}, {"description", "base library"}, {"download bytes", "1000"}, {"essential", "true"},
                             {"homepage", "https://example.org/base"}, {"installed version", "0.9"}, {"maintainer", "Nobody <nobody@example.org>"},
                             {"priority", "required"}, {"section", "libs"}, {"source package", "base"}, {"unpacked", "2026-05-06T07:08:09Z"},
                             {"upgradable", "true"}, {"version", "1.0"}}));
        QCOMPARE(sink.model.node("homemade")->attributes,
                 (Attributes{{"architecture", "amd64"}, {"description", "in no list"}, {"essential", "false"}, {"installed version", "0.1"},
                             {"maintainer", "Nobody <nobody@example.org>"}, {"section", "contrib/utils"}, {"source package", "homemade"},
                             {"upgradable", "false"}, {"version", "0.1"}}));
        QVERIFY(!sink.model.node("tool")->attributes.contains("installed version"));
        QVERIFY(!sink.model.node("tool")->attributes.contains("upgradable"));
        QCOMPARE(sink.model.node("mailer")->attributes, Attributes{});
        QCOMPARE(sink.model.edge("tool", "mailer")->attributes, (Attributes{{"alternative", "true"}}));
        QCOMPARE(sink.model.edge("tool", "gone")->attributes, (Attributes{{"alternative", "false"}}));
        std::multiset<std::string> versions;
        for (const auto& [slot, edge] : sink.model.edges) {
            if (const auto found = edge.attributes.find("version"); found != edge.attributes.end())
                versions.insert(found->second);
        }
        QCOMPARE(versions, (std::multiset<std::string>{">= 0.5, << 3", ">= 1.0"}));
    }

    void attributesFollowTheStatusAndOnlyTheirDifferencesAreSent()
    {
        QTemporaryDir root;
        copyTree(root.path());
        const QString path = root.filePath(u"var/lib/dpkg/status"_qs);
        const auto source = debianOf(root.path());
        ReplaySink* seen = nullptr;
        std::vector<std::size_t> rows;
        ReplaySink sink(source->schema(), [&](int wait) {
            rows.push_back(seen->attributeRows);
            if (wait == 0)
                replaceFile(path, contentOf(path).replace("Version: 0.9", "Version: 1.0"));
            if (wait == 1)
                replaceFile(path, contentOf(path).replace("Package: homemade", "Package: newmade"));
            return wait < 2;
        });
        seen = &sink;
        QVERIFY(source->run(sink, {}).has_value());
        QCOMPARE(sink.model.breaches, QStringList());
        QCOMPARE(sink.model.node("libbase")->attributes.at("upgradable"), std::string("false"));
        QVERIFY(!sink.model.node("homemade"));
        QCOMPARE(sink.model.node("newmade")->attributes.at("description"), std::string("in no list"));
        QVERIFY2(rows[1] - rows[0] <= 13 && rows[1] > rows[0], qPrintable(QString::number(rows[1] - rows[0])));   // one package's
    }

    void changesOfTheStatusAreFollowed()
    {
        QTemporaryDir root;
        copyTree(root.path());
        const QString path = root.filePath(u"var/lib/dpkg/status"_qs);
        const QByteArray before = contentOf(path);
        const auto source = debianOf(root.path());
        QStringList seen;
        ReplaySink* sinkSeen = nullptr;
        int pushesAtRest = 0;
        ReplaySink sink(source->schema(), [&](int wait) {
            const auto look = [&](const char* name) {
                return QString::fromStdString(categoryOf(*source, sinkSeen->model, name));
            };
            seen << look("postbox") + u'/' + look("homemade") + u'/' + look("newcomer");
            if (wait == 0)
                pushesAtRest = sinkSeen->pushes;
            if (wait == 1 && sinkSeen->pushes != pushesAtRest)
                seen << u"pushed without a change"_qs;
            if (wait == 1) {
                replaceFile(path, QByteArray(before).replace("deinstall ok config-files", "install ok installed")
                                      + "\nPackage: newcomer\nStatus: install ok half-configured\nArchitecture: "
                                        "all\nDepends: homemade\n");
            }
            if (wait == 2)
                replaceFile(path,
                            "Package: postbox\nStatus: install ok installed\nArchitecture: amd64\nVersion: 3.1\n");
            if (wait == 3)
                QFile::remove(path);
            if (wait == 4)
                replaceFile(path, before);
            return wait < 5;
        });
        sinkSeen = &sink;
        QVERIFY(source->run(sink, {}).has_value());
        QCOMPARE(sink.model.breaches, QStringList());
        QCOMPARE(seen, QStringList({u"programs/installed/absent"_qs, u"programs/installed/absent"_qs,
                                    u"installed/installed/installed"_qs, u"installed/absent/absent"_qs,
                                    u"installed/absent/absent"_qs, u"programs/installed/absent"_qs}));
        QCOMPARE(sink.reports.size(), 1);
        QVERIFY(sink.reports[0].contains(u"cannot be read"_qs));
    }

    void withoutListsItSaysHowToGetThem()
    {
        QTemporaryDir root;
        copyTree(root.path());
        QVERIFY(QDir(root.filePath(u"var/lib/apt/lists"_qs)).removeRecursively());
        const auto source = debianOf(root.path());
        ReplaySink sink(source->schema());
        const auto ran = source->run(sink, {});
        QVERIFY(!ran);
        QVERIFY2(ran.error().text.find("apt-get update") != std::string::npos, ran.error().text.c_str());
        QCOMPARE(sink.pushes, 0);
    }

    void aDamagedListIsAnErrorInAptsWords()
    {
        QTemporaryDir root;
        copyTree(root.path());
        const QString lists = root.filePath(u"var/lib/apt/lists"_qs);
        replaceFile(QDir(lists).filePath(QDir(lists).entryList(QDir::Files).value(0)), "this is no list\n\n\n");
        const auto source = debianOf(root.path());
        ReplaySink sink(source->schema());
        const auto ran = source->run(sink, {});
        QVERIFY(!ran);
        QVERIFY(ran.error().text.starts_with("debian: "));
    }

    void theGraphOfThisMachineLoads()
    {
        const QStringList lists = QDir(u"/var/lib/apt/lists"_qs).entryList({u"*_Packages*"_qs}, QDir::Files);
        if (lists.isEmpty())
            QSKIP("this machine has no apt lists");
        const auto source = makeSource("debian");
        QVERIFY(source.has_value());
        ReplaySink sink((*source)->schema());
        QElapsedTimer time;
        time.start();
        const auto ran = (*source)->run(sink, {});
        QVERIFY2(ran.has_value(), ran ? "" : ran.error().text.c_str());
        qInfo("%zu packages, %zu relations, %lld ms with replay", sink.model.nodes.size(), sink.model.edges.size(),
              time.elapsed());
        QCOMPARE(sink.model.breaches, QStringList());
        QVERIFY(sink.model.node("dpkg"));
        QCOMPARE(categoryOf(**source, sink.model, "dpkg"), std::string("installed"));
    }
};

WEIR_TEST_IN(QCoreApplication, tst_Debian)
#include "tst_debian.moc"
