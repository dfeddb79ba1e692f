#pragma once
#include <algorithm>
#include <cstdint>

namespace weir::render {

/// How long the CPU draws at an element, learned from pictures it drew. Not thread-safe; lives with its node.
class SplatPace final {
public:
    [[nodiscard]] double msFor(double elements) const { return elements * m_elementMs; }
    [[nodiscard]] double elementsWithin(double ms) const { return ms / m_elementMs; }

    void learn(double tookMs, double elements)
    {
        if (elements < enoughToLearn)
            return;   // what it took was for the image, not for them
        const double seen = std::clamp(tookMs / elements, m_elementMs / 4, m_elementMs * 4);   // one strange picture is not the rule
        m_elementMs += (seen - m_elementMs) * learning;
    }

private:
    static constexpr double learning = 0.3;
    static constexpr double enoughToLearn = 2000;

    double m_elementMs = 1.5e-4;
};

} // namespace weir::render
