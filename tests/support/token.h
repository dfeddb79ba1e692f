#pragma once
#include <QtCore/QByteArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QMessageAuthenticationCode>

/// Tokens (JWT) put together by hand, without the library that reads them.
namespace token {

inline QByteArray base64Url(const QByteArray& bytes) { return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals); }

/// What is signed: header and claims.
inline QByteArray unsignedPart(const QByteArray& algorithm, const QJsonObject& claims)
{
    return base64Url("{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\"}") + '.' + base64Url(QJsonDocument(claims).toJson(QJsonDocument::Compact));
}

inline QByteArray hs256(const QByteArray& secret, const QJsonObject& claims, const QByteArray& algorithm = "HS256")
{
    const QByteArray part = unsignedPart(algorithm, claims);
    return part + '.' + base64Url(QMessageAuthenticationCode::hash(part, secret, QCryptographicHash::Sha256));
}

} // namespace token
