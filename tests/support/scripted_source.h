#pragma once
#include "source/source.h"
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>

/// What a ScriptedSource is to say, one after the other, given from the test's thread. Thread-safe.
class Script final {
public:
    void give(weir::graph::ChangeSet set)
    {
        say([this, set = std::move(set)](weir::source::ChangeSink& sink) mutable {
            if (!sink.push(std::move(set)))
                return false;
            const auto taken = sink.taken();
            const std::lock_guard lock(m_mutex);
            m_taken = taken;
            ++m_pushed;
            return true;
        });
    }
    void report(std::string text)
    {
        say([text = std::move(text)](weir::source::ChangeSink& sink) { return sink.report({text}), true; });
    }
    void progress(double share)
    {
        say([share](weir::source::ChangeSink& sink) { return sink.progress(share), true; });
    }
    void whole()
    {
        say([](weir::source::ChangeSink& sink) { return sink.whole(), true; });
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

    /// What the source heard of after the set it pushed last.
    [[nodiscard]] weir::source::ChangeSink::Taken taken() const
    {
        const std::lock_guard lock(m_mutex);
        return m_taken;
    }

    std::expected<void, weir::Error> play(weir::source::ChangeSink& sink, const std::stop_token& stop)
    {
        for (;;) {
            std::unique_lock lock(m_mutex);
            if (!m_wake.wait(lock, stop, [this] { return m_ended || !m_steps.empty(); }))
                return {};
            if (m_steps.empty())
                return m_words.empty() ? std::expected<void, weir::Error>() : std::unexpected(weir::Error{m_words});
            const Step step = std::move(m_steps.front());
            m_steps.pop_front();
            lock.unlock();
            if (!step(sink))
                return {};
        }
    }

private:
    using Step = std::function<bool(weir::source::ChangeSink&)>;   // false: stop was asked for

    void say(Step step)
    {
        const std::lock_guard lock(m_mutex);
        m_steps.push_back(std::move(step));
        m_wake.notify_all();
    }

    mutable std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::deque<Step> m_steps;
    std::string m_words;
    std::size_t m_pushed = 0;
    weir::source::ChangeSink::Taken m_taken;
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
