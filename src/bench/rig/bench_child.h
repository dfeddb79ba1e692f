#pragma once
#include <QtCore/QJsonObject>
#include <QtCore/QProcess>
#include <QtCore/QStringList>
#include <chrono>
#include <functional>
#include <optional>

namespace weir::bench {

/// The other process of a measurement: this program again, in a role. Asked by lines on its standard input, it answers
/// each with one JSON object on its standard output, and ends when its input does.
class BenchChild final {
public:
    /// `arguments` follow the program's name. Ends the program with words when it does not start.
    explicit BenchChild(const QStringList& arguments);
    ~BenchChild();

    /// Blocks until the answer is there. Nothing: the child died or did not answer within `patience`.
    [[nodiscard]] std::optional<QJsonObject> ask(const QByteArray& question, std::chrono::milliseconds patience = std::chrono::seconds(30));
    /// Ends it at once, without a word.
    void kill();

private:
    QProcess m_process;
};

/// The child's side: calls `answer` for every line, and ends the event loop with the input. Needs an application object.
void answerQuestions(std::function<QJsonObject(const QByteArray&)> answer);

/// Prints one line of JSON on standard output, keys in the order of the format of the measurements.
void printResult(const std::vector<std::pair<QString, QJsonValue>>& result);

/// `value` rounded to `digits` after the point, for results that people read.
[[nodiscard]] double rounded(double value, int digits = 2);

} // namespace weir::bench
