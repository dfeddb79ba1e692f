#include "fuzz_input.h"
#include "protocol/aligned_bytes.h"
#include "protocol/codec.h"

using namespace weir::protocol;

/// Any text as JSON frames: refused, or a message that is written as text and read again without a difference.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static Encoder binary(Encoding::Binary), again(Encoding::Binary);
    FuzzInput input(data, size);
    const bool manyFrames = input.take() % 2 == 1;
    do {
        const std::string_view text = manyFrames ? input.takeFrame() : input.takeRest();
        static_cast<void>(looksLikeData(Encoding::Json, text));
        static_cast<void>(positionOf(Encoding::Json, text));
        const auto frame = binaryFromJson(text);
        if (!frame)
            continue;
        const auto message = decodeBinary(*frame);
        if (!message)
            continue;
        const std::string_view written = binary.encode(*message);
        std::string json;
        appendJson(written, json);
        mustHold(looksLikeData(Encoding::Json, json) == isData(*message), "a glance tells data from control");
        const auto back = binaryFromJson(json);
        mustHold(back.has_value(), "what was read can be written as text and read again");
        const auto read = decodeBinary(*back);
        mustHold(read.has_value(), "and is a message then");
        mustHold(again.encode(*read) == written, "the same message");
    } while (!input.empty());
    return 0;
}
