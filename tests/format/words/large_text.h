#pragma once
#include "format/graph_sink.h"
#include "support/heap.h"
#include <QtCore/QByteArray>
#include <algorithm>
#include <streambuf>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

/// A text that is made as it is read, so that the largest takes no memory: parts, each as often as it says; a part of its own makes the
/// next each time.
class LargeText final : public std::streambuf {
public:
    struct Part {
        QByteArray text;
        std::uint64_t times = 1;
        bool numbered = false;   ///< % in it is how often it was there
    };
    explicit LargeText(std::vector<Part> parts) : m_parts(std::move(parts)) {}

    /// Of the process, whenever more was read.
    [[nodiscard]] std::uint64_t mostHeapBytes() const { return m_mostHeap; }

protected:
    int_type underflow() override
    {
        m_mostHeap = std::max(m_mostHeap, heapBytes());
        m_piece.clear();
        while (m_part < m_parts.size() && m_piece.size() < 64 * 1024) {
            const Part& part = m_parts[m_part];
            if (m_done == part.times) {
                ++m_part;
                m_done = 0;
                continue;
            }
            m_piece += part.numbered ? QByteArray(part.text).replace('%', QByteArray::number(static_cast<qulonglong>(m_done))) : part.text;
            ++m_done;
        }
        if (m_piece.isEmpty())
            return traits_type::eof();
        setg(m_piece.data(), m_piece.data(), m_piece.data() + m_piece.size());
        return traits_type::to_int_type(*gptr());
    }

private:
    std::vector<Part> m_parts;
    QByteArray m_piece;
    std::size_t m_part = 0;
    std::uint64_t m_done = 0, m_mostHeap = 0;
};

/// A sink that keeps keys and counts the rest.
class CountedGraph final : public weir::format::GraphSink {
public:
    [[nodiscard]] std::expected<weir::Slot, weir::Error> setNode(std::string_view key, const Node&) override
    {
        if (key.empty() || key.size() > 1024)
            return std::unexpected(weir::Error{"no key"});
        return m_slots.emplace(key, static_cast<weir::Slot>(m_slots.size())).first->second;
    }
    [[nodiscard]] std::optional<weir::Slot> findNode(std::string_view key) const override
    {
        const auto found = m_slots.find(key);
        return found == m_slots.end() ? std::nullopt : std::optional(found->second);
    }
    [[nodiscard]] Node node(weir::Slot) const override { return {}; }
    weir::Slot addEdge(const Edge&) override { return static_cast<weir::Slot>(m_edges++); }
    void setEdgeWeight(weir::Slot, float) override {}
    [[nodiscard]] std::optional<weir::graph::Category> category(weir::ElementKind, std::string_view) override { return 0; }
    [[nodiscard]] std::optional<weir::graph::AttributeNumber> attribute(weir::ElementKind, std::string_view,
                                                                        weir::graph::AttributeKind) override
    {
        return 0;
    }
    void setAttribute(weir::ElementKind, weir::Slot, weir::graph::AttributeNumber, const weir::graph::AttributeValue&) override
    {
        ++values;
    }
    void setWritten(weir::ElementKind, weir::Slot, weir::graph::AttributeNumber, std::string_view, weir::format::DecimalSign) override
    {
        ++values;
    }
    [[nodiscard]] std::uint64_t nodeCount() const override { return m_slots.size(); }
    [[nodiscard]] std::uint64_t edgeCount() const override { return m_edges; }
    [[nodiscard]] bool stopped() const override { return false; }

    std::uint64_t values = 0;

private:
    struct Hash {
        using is_transparent = void;
        [[nodiscard]] std::size_t operator()(std::string_view key) const { return std::hash<std::string_view>{}(key); }
    };
    std::unordered_map<std::string, weir::Slot, Hash, std::equal_to<>> m_slots;
    std::uint64_t m_edges = 0;
};
