#include "pipeline/look/age_test.h"

namespace weir::pipeline {

AgeTest::AgeTest(ValueRange age, AgeOf of, const StampTimes& times, TimePoint now) : m_everything(age.everything()), m_of(of)
{
    LookSettings filter;
    filter.age = age;
    m_steps.setBounds(filter);
    m_steps.setNow(times, now);
}

} // namespace weir::pipeline
