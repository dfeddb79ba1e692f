#include "pipeline/ask/long_question.h"
#include "base/clock.h"

namespace weir::pipeline {

void LongQuestion::begin()
{
    QMetaObject::invokeMethod(this, [this, asked = ++m_asked] { goOn(asked); }, Qt::QueuedConnection);
}

void LongQuestion::goOn(std::uint64_t asked)
{
    const TimePoint end = Clock::now() + slice;
    bool more = true;
    while (more && asked == m_asked && Clock::now() < end)
        more = advance();
    if (asked != m_asked)
        return;
    if (more)
        QMetaObject::invokeMethod(this, [this, asked] { goOn(asked); }, Qt::QueuedConnection);
    else
        answer();
}

} // namespace weir::pipeline
