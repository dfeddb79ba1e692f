#include "fuzz_input.h"
#include "protocol/aligned_bytes.h"
#include "protocol/codec.h"

using namespace weir::protocol;

/// Any bytes as binary frames: refused, or a message that is written and read again without a difference.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static Encoder encoder(Encoding::Binary), again(Encoding::Binary);
    FuzzInput input(data, size);
    AlignedBytes aligned;
    while (!input.empty()) {
        const std::string_view frame = aligned.of(input.takeFrame());
        const bool isData = looksLikeData(Encoding::Binary, frame);
        static_cast<void>(positionOf(Encoding::Binary, frame));
        const auto message = decodeBinary(frame);
        if (!message)
            continue;
        mustHold(weir::protocol::isData(*message) == isData, "a glance tells data from control");
        const std::string_view written = encoder.encode(*message);
        const auto read = decodeBinary(written);
        mustHold(read.has_value(), "what was read can be written and read again");
        mustHold(again.encode(*read) == written, "and is the same then");
    }
    return 0;
}
