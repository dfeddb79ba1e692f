#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace weir::format {

/// The attributes that a file writes for one element, in its order, until they find their places. Used again and again without allocating.
/// Not thread-safe. Bounded: who adds more is told so.
class AttributeList final {
public:
    static constexpr std::size_t mostEntries = 1024, mostBytes = 1024 * 1024;

    enum class Place : std::uint8_t {
        Open,     ///< nobody took it so far
        Taken,    ///< the element has it as its label, weight and the like
        Column    ///< whatever its name, it is an attribute
    };

    void clear()
    {
        m_entries.clear();
        m_bytes.clear();
    }
    /// `isText`: the format says that the value is a text, however it looks. False: there are as many as may be, and nothing is added.
    [[nodiscard]] bool add(std::string_view name, std::string_view text, bool isText = false);
    /// One more value of an attribute: both, with a comma between them. False: there is no room for it.
    [[nodiscard]] bool join(std::size_t i, std::string_view text);

    [[nodiscard]] std::size_t size() const { return m_entries.size(); }
    [[nodiscard]] bool empty() const { return m_entries.empty(); }
    /// Valid until something is added.
    [[nodiscard]] std::string_view name(std::size_t i) const
    {
        return std::string_view(m_bytes).substr(m_entries[i].name, m_entries[i].nameBytes);
    }
    [[nodiscard]] std::string_view text(std::size_t i) const
    {
        return std::string_view(m_bytes).substr(m_entries[i].text, m_entries[i].textBytes);
    }
    [[nodiscard]] bool isText(std::size_t i) const { return m_entries[i].isText; }
    [[nodiscard]] Place place(std::size_t i) const { return m_entries[i].place; }
    void setPlace(std::size_t i, Place place) { m_entries[i].place = place; }

    /// The last of this name.
    [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const;

private:
    struct Entry {
        std::uint32_t name, nameBytes, text, textBytes;   // where they lie in m_bytes
        bool isText = false;
        Place place = Place::Open;
    };

    std::vector<Entry> m_entries;
    std::string m_bytes;
};

} // namespace weir::format
