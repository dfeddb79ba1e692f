#pragma once
#include "format/out/target.h"
#include <functional>
#include <stop_token>
#include <string>

namespace weir::app {

/// A file that is read and written in another format. Any thread; memory is that of the graph.
struct Conversion {
    std::string source;    ///< a spec of a file source
    std::string input;     ///< what people call it, where that is not in the spec: "" or "standard input"
    std::string inputPath; ///< that stands for it then
    std::string output;    ///< path or "-"
    const format::Target* target = nullptr;

    /// What is said on the way: whole sentences, and how far it is, from 0 to 1, of reading and of writing.
    struct Listener {
        std::function<void(const std::string& words)> said;
        std::function<void(const char* what, double share)> progressed;
    };

    /// Whether all went well: it is read to its end and written. What was read before a fault is written all the same.
    [[nodiscard]] bool run(const Listener& listener, std::stop_token stop) const;
};

} // namespace weir::app
