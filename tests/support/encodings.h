#pragma once
#include "protocol/codec.h"
#include <QtTest/QTest>

/// Data of a test that both encodings are put to.
inline void encodings()
{
    QTest::addColumn<weir::protocol::Encoding>("encoding");
    QTest::newRow("binary") << weir::protocol::Encoding::Binary;
    QTest::newRow("JSON") << weir::protocol::Encoding::Json;
}
