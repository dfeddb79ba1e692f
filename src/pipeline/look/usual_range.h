#pragma once
#include <vector>

namespace weir::pipeline {

/// From where to where most positive values are, by samples of them. It stays until a sample leaves it twofold, so that what is drawn
/// by it does not waver with every change.
class UsualRange final {
public:
    /// What is not finite or not above 0 does not count; without any value left it stays. True: it became another.
    bool adopt(std::vector<double> sample);

    [[nodiscard]] double low() const { return m_low; }     ///< above 0; 1 before any sample
    [[nodiscard]] double high() const { return m_high; }   ///< at least low()

private:
    double m_low = 1, m_high = 1;
    bool m_known = false;
};

} // namespace weir::pipeline
