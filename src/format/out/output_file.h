#pragma once
#include "base/error.h"
#include "format/out/text_output.h"
#include <expected>
#include <memory>
#include <QtCore/QFileDevice>
#include <string>

namespace weir::format {

/// A file that is written beside its place and put there once it is whole: until then what stood there stays, and what is given up leaves
/// nothing. Pipes and devices, and "-" (standard output), are written as they are. Packed with gzip where the name ends in .gz.
class OutputFile final {
public:
    [[nodiscard]] static std::expected<OutputFile, Error> open(const std::string& path);

    [[nodiscard]] TextOutput& text() { return *m_text; }

    /// Ends the text and puts the file in its place. Error: the path and the system's cause; nothing is there then but what was before.
    [[nodiscard]] std::expected<void, Error> commit();

private:
    OutputFile(std::string path, std::unique_ptr<QFileDevice> file);
    [[nodiscard]] std::unexpected<Error> failed(const std::string& cause) const;

    std::string m_path;
    std::unique_ptr<QFileDevice> m_file;
    std::unique_ptr<TextOutput> m_text;   // into it
};

} // namespace weir::format
