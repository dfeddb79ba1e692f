#pragma once
#include <memory>

namespace weir {

/// A value that is seldom there, in a pointer's place: made when it is first written, copied with its owner.
template <typename T>
class Boxed final {
public:
    Boxed() = default;
    Boxed(const Boxed& other) : m_value(other.m_value ? std::make_unique<T>(*other.m_value) : nullptr) {}
    Boxed(Boxed&&) noexcept = default;
    Boxed& operator=(const Boxed& other)
    {
        if (this != &other)
            m_value = other.m_value ? std::make_unique<T>(*other.m_value) : nullptr;
        return *this;
    }
    Boxed& operator=(Boxed&&) noexcept = default;
    ~Boxed() = default;

    [[nodiscard]] explicit operator bool() const { return m_value != nullptr; }
    [[nodiscard]] T& made()
    {
        if (!m_value)
            m_value = std::make_unique<T>();
        return *m_value;
    }
    /// Of a value that is there.
    [[nodiscard]] T* operator->() const { return m_value.get(); }
    [[nodiscard]] T& operator*() const { return *m_value; }

private:
    std::unique_ptr<T> m_value;
};

} // namespace weir
