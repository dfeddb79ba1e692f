#pragma once
#include <cstdint>
#include <span>

namespace weir::pipeline {

/// How values of a column are told apart by bins: from round numbers to round numbers where most values are, so that a single wild one
/// does not make all others one bin; of times at whole seconds, hours, days. What lies beyond either end counts in the bin there.
/// Logarithmic where values that are not negative span decades. A plain value.
class BinScale final {
public:
    enum class Of : std::uint8_t { Numbers,
                                   Times };   ///< microseconds since 1970
    static constexpr std::uint32_t most = 48;   ///< bins

    BinScale() = default;   ///< of no values: it has no bin
    /// For values of which these are a sample, sorted, finite and at least one, between the least and the greatest of all.
    BinScale(Of of, std::span<const double> sample, double least, double greatest);

    [[nodiscard]] std::uint32_t bins() const { return m_bins; }
    [[nodiscard]] bool logarithmic() const { return m_logarithmic; }
    /// All values are whole numbers, as times always are: then a bin has those from its lower edge to one less than its upper.
    [[nodiscard]] bool whole() const { return m_whole; }

    /// In which bin a finite value counts.
    [[nodiscard]] std::uint32_t binOf(double value) const;
    /// The edge below this bin; that of bins() is the upper end.
    [[nodiscard]] double edge(std::uint32_t bin) const;
    /// Where a value stands between both ends, 0 to 1.
    [[nodiscard]] double place(double value) const;
    /// Values beyond the ends may be in the first and the last bin.
    [[nodiscard]] bool beginsBefore(double least) const { return least < edge(0); }
    [[nodiscard]] bool endsAfter(double greatest) const { return greatest > edge(m_bins); }

    bool operator==(const BinScale&) const = default;

private:
    void takeDecades(double low, double high, double unit);
    void takeSteps(double low, double high, double width);
    [[nodiscard]] double along(double value) const;

    double m_from = 0, m_width = 1;   // of the first bin, and of each; of decades: of their logarithms
    std::uint32_t m_bins = 0;
    bool m_logarithmic = false, m_whole = false;
    double m_unit = 1;   // below it the logarithm gives way to a straight line, so that 0 has a place
};

} // namespace weir::pipeline
