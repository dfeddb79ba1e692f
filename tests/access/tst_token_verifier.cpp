#include "access/token_verifier.h"
#include "support/token.h"
#include "support/test_program.h"
#include <QtCore/QJsonArray>
#include <QtCore/QTemporaryDir>
#include <QtTest>
#include <memory>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

using namespace std::chrono_literals;
using weir::access::Right;
using weir::access::TokenVerifier;

namespace {

const std::chrono::sys_seconds now{1'800'000'000s};
const QByteArray secret = "0123456789abcdef0123456789abcdef";

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
Key rsa(unsigned bits) { return {EVP_RSA_gen(bits), &EVP_PKEY_free}; }
Key elliptic(const char* curve) { return {EVP_EC_gen(curve), &EVP_PKEY_free}; }

QByteArray textOf(const std::function<int(BIO*)>& write)
{
    const std::unique_ptr<BIO, decltype(&BIO_free)> bio(BIO_new(BIO_s_mem()), &BIO_free);
    write(bio.get());
    char* bytes = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &bytes);
    return QByteArray(bytes, size);
}
QByteArray publicPem(const Key& key) { return textOf([&](BIO* bio) { return PEM_write_bio_PUBKEY(bio, key.get()); }); }
QByteArray privatePem(const Key& key) { return textOf([&](BIO* bio) { return PEM_write_bio_PrivateKey(bio, key.get(), nullptr, nullptr, 0, nullptr, nullptr); }); }

QByteArray signedBy(const Key& key, const QByteArray& part)
{
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get());
    std::size_t size = 0;
    const auto* const bytes = reinterpret_cast<const unsigned char*>(part.constData());
    EVP_DigestSign(context.get(), nullptr, &size, bytes, static_cast<std::size_t>(part.size()));
    QByteArray signature(static_cast<qsizetype>(size), '\0');
    auto* out = reinterpret_cast<unsigned char*>(signature.data());
    EVP_DigestSign(context.get(), out, &size, bytes, static_cast<std::size_t>(part.size()));
    signature.truncate(static_cast<qsizetype>(size));
    if (EVP_PKEY_get_base_id(key.get()) == EVP_PKEY_EC) {   // RFC 7518, 3.4: both numbers, 32 bytes each
        const unsigned char* der = out;
        const std::unique_ptr<ECDSA_SIG, decltype(&ECDSA_SIG_free)> parsed(d2i_ECDSA_SIG(nullptr, &der, static_cast<long>(size)), &ECDSA_SIG_free);
        QByteArray raw(64, '\0');
        BN_bn2binpad(ECDSA_SIG_get0_r(parsed.get()), reinterpret_cast<unsigned char*>(raw.data()), 32);
        BN_bn2binpad(ECDSA_SIG_get0_s(parsed.get()), reinterpret_cast<unsigned char*>(raw.data()) + 32, 32);
        signature = raw;
    }
    return signature;
}
QByteArray signedToken(const Key& key, const QByteArray& algorithm, const QJsonObject& claims)
{
    const QByteArray part = token::unsignedPart(algorithm, claims);
    return part + '.' + token::base64Url(signedBy(key, part));
}

QJsonObject claims(const QJsonObject& more = {})
{
    QJsonObject all{{QStringLiteral("aud"), QStringLiteral("weir")}, {QStringLiteral("exp"), 1'800'000'060}};
    for (auto claim = more.begin(); claim != more.end(); ++claim) {
        if (claim.value().isNull())
            all.remove(claim.key());
        else
            all.insert(claim.key(), claim.value());
    }
    return all;
}
QJsonObject with(const char* name, const QJsonValue& value) { return claims({{QString::fromLatin1(name), value}}); }

QByteArray secretLine() { return "HS256 " + secret.toBase64() + '\n'; }
TokenVerifier verifierOf(const QByteArray& keys) { return TokenVerifier::create(keys.toStdString(), "weir").value(); }

std::string wordsFor(const TokenVerifier& verifier, const QByteArray& token, std::chrono::sys_seconds at = now)
{
    const auto permission = verifier.verify(token.toStdString(), at);
    return permission ? "accepted" : permission.error().text;
}

} // namespace

class tst_TokenVerifier : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachAlgorithmIsVerified();
    void aKeyIsGoodForItsOwnAlgorithmAlone();
    void aTokenOfAnotherKeyIsNotAccepted();
    void noLetterOfATokenMayChange();
    void aTokenHasThreeParts();
    void theClaimsAreChecked_data();
    void theClaimsAreChecked();
    void theHeaderIsChecked_data();
    void theHeaderIsChecked();
    void theRightIsWhatTheTokenSays();
    void aTokenEndsWithItsSecond();
    void aTokenWithoutEndIsBounded();
    void whatIsNoTokenIsSaidToBeNone_data();
    void whatIsNoTokenIsSaidToBeNone();
    void wrongKeysAreRefusedWithTheirLine_data();
    void wrongKeysAreRefusedWithTheirLine();
    void aFileIsReadOrItsNameIsSaid();
};

void tst_TokenVerifier::eachAlgorithmIsVerified()
{
    const Key one = rsa(2048), other = elliptic("P-256");
    const TokenVerifier verifier = verifierOf("# keys of two issuers\n\n" + secretLine() + publicPem(one) + "\r\n" + publicPem(other));
    QCOMPARE(wordsFor(verifier, token::hs256(secret, claims())), std::string("accepted"));
    QCOMPARE(wordsFor(verifier, signedToken(one, "RS256", claims())), std::string("accepted"));
    QCOMPARE(wordsFor(verifier, signedToken(other, "ES256", claims())), std::string("accepted"));
}

void tst_TokenVerifier::aKeyIsGoodForItsOwnAlgorithmAlone()
{
    const Key one = rsa(2048);
    const std::string notSigned = "the token is not signed with a key of this server";
    const TokenVerifier verifier = verifierOf(publicPem(one));
    // A public key is known to everybody: as a secret it would let anybody sign.
    for (const QByteArray& asSecret : {publicPem(one), publicPem(one).trimmed()})
        QCOMPARE(wordsFor(verifier, token::hs256(asSecret, claims())), notSigned);
    QCOMPARE(wordsFor(verifier, token::unsignedPart("none", claims()) + '.'), notSigned);
    QCOMPARE(wordsFor(verifierOf(secretLine()), token::unsignedPart("none", claims()) + '.'), notSigned);
    QVERIFY(wordsFor(verifier, signedToken(one, "RS512", claims())) != "accepted");
    QVERIFY(wordsFor(verifier, signedToken(one, "ES256", claims())) != "accepted");
    QVERIFY(wordsFor(verifierOf(secretLine()), token::hs256(secret, claims(), "HS512")) != "accepted");
}

void tst_TokenVerifier::aTokenOfAnotherKeyIsNotAccepted()
{
    const TokenVerifier verifier = verifierOf(secretLine() + publicPem(rsa(2048)) + publicPem(elliptic("P-256")));
    const std::string notSigned = "the token is not signed with a key of this server";
    QCOMPARE(wordsFor(verifier, token::hs256(secret + 'x', claims())), notSigned);
    QCOMPARE(wordsFor(verifier, signedToken(rsa(2048), "RS256", claims())), notSigned);
    QCOMPARE(wordsFor(verifier, signedToken(elliptic("P-256"), "ES256", claims())), notSigned);
}

void tst_TokenVerifier::noLetterOfATokenMayChange()
{
    const TokenVerifier verifier = verifierOf(secretLine());
    const QByteArray good = token::hs256(secret, claims());
    QCOMPARE(wordsFor(verifier, good), std::string("accepted"));
    for (qsizetype i = 0; i < good.size(); ++i) {
        for (const char other : {'A', 'B', static_cast<char>(good[i] + 1)}) {   // the last letter has two bits that nothing is in
            QByteArray bad = good;
            bad[i] = other;
            QVERIFY2(bad == good || wordsFor(verifier, bad) != "accepted", bad.constData());
        }
        QVERIFY(wordsFor(verifier, good.left(i)) != "accepted");
    }
}

void tst_TokenVerifier::aTokenHasThreeParts()
{
    const Key one = rsa(2048), other = elliptic("P-256");
    const TokenVerifier verifier = verifierOf(secretLine() + publicPem(one) + publicPem(other));
    for (const QByteArray& good : {token::hs256(secret, claims()), signedToken(one, "RS256", claims()), signedToken(other, "ES256", claims())}) {
        QCOMPARE(wordsFor(verifier, good), std::string("accepted"));
        for (qsizetype i = 0; i <= good.size(); ++i)
            QCOMPARE(wordsFor(verifier, QByteArray(good).insert(i, '.')), std::string("the token is no JWT"));
    }
}

void tst_TokenVerifier::theClaimsAreChecked_data()
{
    QTest::addColumn<QJsonObject>("stated");
    QTest::addColumn<QByteArray>("words");
    const QByteArray audience = "the token is for another audience than \"weir\"", accepted = "accepted", expired = "the token has expired";
    QTest::newRow("all is well") << claims() << accepted;
    QTest::newRow("one of several audiences") << with("aud", QJsonArray{QStringLiteral("other"), QStringLiteral("weir")}) << accepted;
    QTest::newRow("another audience") << with("aud", QStringLiteral("weird")) << audience;
    QTest::newRow("other audiences") << with("aud", QJsonArray{QStringLiteral("weird"), 1, QJsonArray{QStringLiteral("weir")}}) << audience;
    QTest::newRow("a number for an audience") << with("aud", 1) << audience;
    QTest::newRow("no audience") << with("aud", {}) << audience;
    QTest::newRow("expired") << with("exp", 1'799'999'999) << expired;
    QTest::newRow("expired in the year 0") << with("exp", -62'000'000'000.0) << expired;
    QTest::newRow("no expiry") << with("exp", {}) << QByteArray("the token does not state when it expires");
    QTest::newRow("a text for an expiry") << with("exp", QStringLiteral("1900000000")) << QByteArray("the token does not state when it expires");
    QTest::newRow("valid later") << with("nbf", 1'800'000'001) << QByteArray("the token is not valid yet");
    QTest::newRow("valid from now on") << with("nbf", 1'800'000'000) << accepted;
    QTest::newRow("expires within a second") << with("exp", 1'800'000'000.9) << expired;
    QTest::newRow("expires a fraction later") << with("exp", 1'800'000'001.5) << accepted;
    QTest::newRow("valid within a second") << with("nbf", 1'800'000'000.1) << QByteArray("the token is not valid yet");
    QTest::newRow("valid since a fraction") << with("nbf", 1'799'999'999.5) << accepted;
    const QByteArray noStart = "the token states a start (nbf) that is no number of seconds";
    QTest::newRow("a text for a start") << with("nbf", QStringLiteral("1900000000")) << noStart;
    QTest::newRow("a list for a start") << with("nbf", QJsonArray{1'900'000'000}) << noStart;
    QTest::newRow("yes for a start") << with("nbf", true) << noStart;
}

void tst_TokenVerifier::theClaimsAreChecked()
{
    QFETCH(QJsonObject, stated);
    QFETCH(QByteArray, words);
    QCOMPARE(wordsFor(verifierOf(secretLine()), token::hs256(secret, stated)), words.toStdString());
}

void tst_TokenVerifier::theHeaderIsChecked_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("words");
    const QByteArray accepted = "accepted", notSigned = "the token is not signed with a key of this server",
                     demands = "the token demands (crit) what this server does not know", type = "the token is of another type than JWT and at+jwt";
    QTest::newRow("the algorithm alone") << QByteArray(R"({"alg":"HS256"})") << accepted;
    QTest::newRow("an access token") << QByteArray(R"({"alg":"HS256","typ":"at+jwt"})") << accepted;
    QTest::newRow("an access token, written in full") << QByteArray(R"({"alg":"HS256","typ":"application/at+JWT"})") << accepted;
    QTest::newRow("a token of another type") << QByteArray(R"({"alg":"HS256","typ":"dpop+jwt"})") << type;
    QTest::newRow("a number for a type") << QByteArray(R"({"alg":"HS256","typ":1})") << type;
    QTest::newRow("the algorithm in another case") << QByteArray(R"({"alg":"hs256","typ":"JWT"})") << notSigned;
    QTest::newRow("no algorithm") << QByteArray(R"({"typ":"JWT"})") << notSigned;
    QTest::newRow("a number for an algorithm") << QByteArray(R"({"alg":256})") << notSigned;
    QTest::newRow("none") << QByteArray(R"({"alg":"none"})") << notSigned;
    QTest::newRow("a demand") << QByteArray(R"({"alg":"HS256","crit":["exp"]})") << demands;
    QTest::newRow("an empty demand") << QByteArray(R"({"alg":"HS256","crit":[]})") << demands;
    QTest::newRow("claims that are not in base64") << QByteArray(R"({"alg":"HS256","b64":false,"crit":["b64"]})") << demands;
    QTest::newRow("a comment") << QByteArray(R"({"alg":"HS256"/**/})") << QByteArray("the token is no JWT");
}

void tst_TokenVerifier::theHeaderIsChecked()
{
    QFETCH(QByteArray, header);
    QFETCH(QByteArray, words);
    const QByteArray part = token::base64Url(header) + '.' + token::base64Url(QJsonDocument(claims()).toJson());
    const QByteArray whole = part + '.' + token::base64Url(QMessageAuthenticationCode::hash(part, secret, QCryptographicHash::Sha256));
    QCOMPARE(wordsFor(verifierOf(secretLine()), whole), words.toStdString());
}

void tst_TokenVerifier::theRightIsWhatTheTokenSays()
{
    const TokenVerifier verifier = verifierOf(secretLine());
    const auto rightOf = [&](const QJsonObject& stated) { return verifier.verify(token::hs256(secret, stated).toStdString(), now).value().right; };
    QCOMPARE(rightOf(claims()), Right::Read);
    QCOMPARE(rightOf(with("weir", QStringLiteral("read"))), Right::Read);
    QCOMPARE(rightOf(with("weir", QStringLiteral("steer"))), Right::Steer);
    for (const QJsonValue& other : {QJsonValue(QStringLiteral("Steer")), QJsonValue(QStringLiteral("steering")), QJsonValue(true), QJsonValue(QJsonArray{QStringLiteral("steer")})})
        QCOMPARE(rightOf(with("weir", other)), Right::Read);
}

void tst_TokenVerifier::aTokenEndsWithItsSecond()
{
    const TokenVerifier verifier = verifierOf(secretLine());
    const QByteArray good = token::hs256(secret, claims());
    QCOMPARE(wordsFor(verifier, good, now + 59s), std::string("accepted"));
    QCOMPARE(wordsFor(verifier, good, now + 60s), std::string("the token has expired"));
    QCOMPARE(verifier.verify(good.toStdString(), now).value().expires, now + 60s);
}

void tst_TokenVerifier::aTokenWithoutEndIsBounded()
{
    const TokenVerifier verifier = verifierOf(secretLine());
    const QByteArray part = token::base64Url("{\"alg\":\"HS256\"}") + '.' + token::base64Url("{\"aud\":\"weir\",\"exp\":9223372036854775807}");
    const QByteArray eternal = part + '.' + token::base64Url(QMessageAuthenticationCode::hash(part, secret, QCryptographicHash::Sha256));
    const auto permission = verifier.verify(eternal.toStdString(), now);
    QVERIFY(permission);
    QVERIFY(permission->expires < now + 11 * 366 * 24h);
}

void tst_TokenVerifier::whatIsNoTokenIsSaidToBeNone_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char* text : {"x", ".", "..", "...", "a.b", "a.b.c", "a.b.c.d", "e30.e30.", "e30.e30.e30", "Bearer x", "eyJhbGciOiJIUzI1NiJ9..", "eyJhbGciOiJIUzI1NiJ9.e30"})
        QTest::newRow(text) << QByteArray(text);
    QTest::newRow("a NUL byte") << QByteArray("a\0b", 3);
    QTest::newRow("too long") << QByteArray(100'000, 'a');
    QTest::newRow("deeply nested") << token::base64Url("{\"alg\":\"HS256\"}") + '.' + token::base64Url(QByteArray(5000, '[')) + ".x";
    QTest::newRow("a list for a header") << token::base64Url("[1]") + '.' + token::base64Url("[1]") + ".x";
}

void tst_TokenVerifier::whatIsNoTokenIsSaidToBeNone()
{
    QFETCH(QByteArray, text);
    const std::string words = wordsFor(verifierOf(secretLine() + publicPem(elliptic("P-256"))), text);
    QVERIFY2(words == "the token is no JWT" || words == "the token is not signed with a key of this server", words.c_str());
    QCOMPARE(wordsFor(verifierOf(secretLine()), {}), std::string("this server asks for a token"));
}

void tst_TokenVerifier::wrongKeysAreRefusedWithTheirLine_data()
{
    QTest::addColumn<QByteArray>("keys");
    QTest::addColumn<QByteArray>("words");
    QTest::newRow("nothing") << QByteArray("# none\n") << QByteArray("no key");
    QTest::newRow("something else") << "\n" + secretLine() + "password\n" << QByteArray("line 3: neither");
    QTest::newRow("a short secret") << "HS256 " + QByteArray(31, 'x').toBase64() << QByteArray("line 1: a secret is at least 32 bytes");
    QTest::newRow("a secret that is no base64") << QByteArray("HS256 ") + secret + "!" << QByteArray("line 1: a secret");
    QTest::newRow("a private key") << privatePem(elliptic("P-256")) << QByteArray("line 1: a private key");
    QTest::newRow("a weak key") << publicPem(rsa(1024)) << QByteArray("at least 2048 bits");
    QTest::newRow("another curve") << publicPem(elliptic("P-384")) << QByteArray("P-256");
    QTest::newRow("half a key") << "# \n" + publicPem(rsa(2048)).left(200) << QByteArray("line 2: the key has no end");
    QTest::newRow("a garbled key") << publicPem(rsa(2048)).replace("MII", "XXX") << QByteArray("line 1: this is no readable public key");
}

void tst_TokenVerifier::wrongKeysAreRefusedWithTheirLine()
{
    QFETCH(QByteArray, keys);
    QFETCH(QByteArray, words);
    const auto verifier = TokenVerifier::create(keys.toStdString(), "weir");
    QVERIFY(!verifier);
    QVERIFY2(verifier.error().text.find(words.toStdString()) != std::string::npos, verifier.error().text.c_str());
    QVERIFY(verifier.error().text.find(secret.toStdString()) == std::string::npos && verifier.error().text.find("password") == std::string::npos);
}

void tst_TokenVerifier::aFileIsReadOrItsNameIsSaid()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("keys")));
    const auto read = [&] { return TokenVerifier::readFile(file.fileName().toStdString(), "weir"); };
    QVERIFY(!read() && read().error().text.find(file.fileName().toStdString()) != std::string::npos);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(secretLine());
    file.close();
    QVERIFY(read());
    QVERIFY(file.resize(2 << 20));
    QVERIFY(!read() && read().error().text.find("too large") != std::string::npos);
    QVERIFY(!TokenVerifier::readFile(folder.path().toStdString(), "weir"));
}

WEIR_TEST(tst_TokenVerifier)
#include "tst_token_verifier.moc"
