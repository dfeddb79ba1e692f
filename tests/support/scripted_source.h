#pragma once
#include "source/source.h"
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>

/// What a ScriptedSource is to push, given from the test's thread. Thread-safe.
class Script final {
public:
    void give(weir::graph::ChangeSet set)
    {
        const std::lock_guard lock(m_mutex);
        m_sets.push_back(std::move(set));
        m_wake.notify_all();
    }

    void report(std::string text)
    {
        const std::lock_guard lock(m_mutex);
        m_reports.push_back({std::move(text)});
        m_wake.notify_all();
    }

    /// The source returns from run(), with words or without.
    void end(std::string words = {})
    {
        const std::lock_guard lock(m_mutex);
        m_ended = true;
        m_words = std::move(words);
        m_wake.notify_all();
    }

    [[nodiscard]] std::size_t pushed() const
    {
        const std::lock_guard lock(m_mutex);
        return m_pushed;
    }

    std::expected<void, weir::Error> play(weir::source::ChangeSink& sink, const std::stop_token& stop)
    {
        for (;;) {
            std::unique_lock lock(m_mutex);
            if (!m_wake.wait(lock, stop, [this] { return m_ended || !m_sets.empty() || !m_reports.empty(); }))
                return {};
            if (!m_reports.empty()) {
                weir::Error report = std::move(m_reports.front());
                m_reports.pop_front();
                lock.unlock();
                sink.report(std::move(report));
            } else if (!m_sets.empty()) {
                weir::graph::ChangeSet set = std::move(m_sets.front());
                m_sets.pop_front();
                lock.unlock();
                if (!sink.push(std::move(set)))
                    return {};
                lock.lock();
                ++m_pushed;
            } else if (m_words.empty()) {
                return {};
            } else {
                return std::unexpected(weir::Error{m_words});
            }
        }
    }

private:
    mutable std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::deque<weir::graph::ChangeSet> m_sets;
    std::deque<weir::Error> m_reports;
    std::string m_words;
    std::size_t m_pushed = 0;
    bool m_ended = false;
};

/// Pushes what a test gives it, when the test gives it.
class ScriptedSource final : public weir::source::Source {
public:
    ScriptedSource(weir::graph::Schema schema, std::shared_ptr<Script> script) : m_schema(std::move(schema)), m_script(std::move(script)) {}

    [[nodiscard]] const weir::graph::Schema& schema() const override { return m_schema; }
    [[nodiscard]] std::expected<void, weir::Error> run(weir::source::ChangeSink& sink, std::stop_token stop) override
    {
        return m_script->play(sink, stop);
    }

private:
    weir::graph::Schema m_schema;
    std::shared_ptr<Script> m_script;
};
