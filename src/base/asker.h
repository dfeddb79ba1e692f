#pragma once
#include "base/mailbox.h"
#include "base/worker_thread.h"
#include <concepts>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace weir {

/// Values of such a type join instead of replacing one another: what merge(older, newer) makes of two stands for both.
template <typename T>
concept Merging = requires(T older, T newer) {
    { merge(std::move(older), std::move(newer)) } -> std::same_as<T>;
};

/// Puts `value` into `box`, in place of one that waits there or joined with it. True: none waited.
template <typename T>
bool putNewest(Mailbox<T>& box, T value)
{
    if constexpr (Merging<T>)
        return box.putMerged([&value](T* waiting) { return waiting ? merge(std::move(*waiting), std::move(value)) : std::move(value); });
    else
        return box.put(std::move(value));
}

/// A thread that answers what others ask, so that they need not wait. What is asked of it stands in Questions, what it says in Answers;
/// an Enquiry is both. `wake` says "look" and is called on the thread, when an answer was put where none waited; it must only post.
///
/// Made and destroyed on one thread. The destructor waits until all that was asked is answered; no wake comes after it.
class Asker final {
public:
    Asker(std::string name, WorkerThread::Priority priority, std::function<void()> wake)
        : m_wake(std::make_shared<const std::function<void()>>(std::move(wake))), m_thread(std::move(name), priority)
    {
        m_thread.startEventLoop();
    }

    /// Runs `call` on the thread after what was asked before: for what belongs to the thread, and where nothing may be left out.
    void post(std::function<void()> call) { m_thread.post(std::move(call)); }

    [[nodiscard]] const std::shared_ptr<const std::function<void()>>& wake() const { return m_wake; }

private:
    std::shared_ptr<const std::function<void()>> m_wake;
    WorkerThread m_thread;
};

/// Where answers of one kind wait, at most one: a newer one replaces it or joins it. A handle; its copies are the same place.
template <typename Answer>
class Answers final {
public:
    explicit Answers(const Asker& asker) : m_box(std::make_shared<Mailbox<Answer>>()), m_wake(asker.wake()) {}

    /// On the asker's thread.
    void put(Answer answer) const
    {
        if (putNewest(*m_box, std::move(answer)))
            (*m_wake)();
    }
    /// Nothing: no newer one than taken before.
    [[nodiscard]] std::optional<Answer> take() const { return m_box->take(); }

private:
    std::shared_ptr<Mailbox<Answer>> m_box;
    std::shared_ptr<const std::function<void()>> m_wake;
};

/// Questions of one kind, of which at most one waits: the next replaces it or joins it. `answer` is called on the asker's thread.
template <typename Question>
class Questions final {
public:
    Questions(Asker& asker, std::function<void(Question)> answer) : m_asker(asker), m_end(std::make_shared<End>())
    {
        m_end->answer = std::move(answer);
    }

    void ask(Question question)
    {
        if (!putNewest(m_end->box, std::move(question)))
            return;   // whoever takes the one that waited finds this one
        m_asker.post([end = m_end] {
            if (auto waiting = end->box.take())
                end->answer(std::move(*waiting));
        });
    }

private:
    struct End {
        Mailbox<Question> box;
        std::function<void(Question)> answer;
    };

    Asker& m_asker;
    std::shared_ptr<End> m_end;   // the thread's as well, until the last question is answered
};

/// Questions that are each a call with an answer, of one kind: of those that wait only the last is answered.
template <typename Answer>
class Enquiry final {
public:
    explicit Enquiry(Asker& asker)
        : m_answers(asker), m_questions(asker, [answers = m_answers](const std::function<Answer()>& question) { answers.put(question()); })
    {
    }

    void ask(std::function<Answer()> question) { m_questions.ask(std::move(question)); }
    [[nodiscard]] std::optional<Answer> take() const { return m_answers.take(); }

private:
    Answers<Answer> m_answers;
    Questions<std::function<Answer()>> m_questions;
};

} // namespace weir
