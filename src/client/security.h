#pragma once
#include <QtCore/QString>

namespace weir::client {

/// What a client shows to a server, and how it knows the server. A plain value.
struct Security {
    QString tokenFile;                   ///< holds a token, sent with hello and again whenever it changes; empty: none
    QString caFile;                      ///< certificates of authorities in PEM to trust besides the system's; empty: none
    bool skipCertificateCheck = false;   ///< anybody may then be the server, and read the token
};

} // namespace weir::client
