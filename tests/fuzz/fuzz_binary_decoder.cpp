#include "fuzz_input.h"
#include "protocol/aligned_bytes.h"
#include "protocol/codec.h"
#include "protocol/compression.h"

using namespace weir::protocol;

namespace {

constexpr std::uint64_t granted = 1U << 16;

/// What a client does with a packed message, once it knows what it takes.
void unpack(const Packed& packed, std::uint64_t stated)
{
    static Unpacker unpacker;
    static Compressor compressor;
    mustHold(packed.rawBytes == stated, "a glance tells what it will take");
    if (packed.rawBytes > granted)
        return;
    const auto frame = unpacker.unpack(packed);
    if (!frame)
        return;
    mustHold(frame->size() == packed.rawBytes, "it takes what it states");
    const DataPosition position = positionOf(Encoding::Binary, *frame);
    mustHold(position.epoch == packed.epoch && position.changesTotal == packed.changesTotal, "its place is that of what it holds");
    const auto message = decodeBinary(*frame);
    if (!message)
        return;
    mustHold(isData(*message) && !std::holds_alternative<Packed>(*message), "it holds data, once packed");
    const std::string held(*frame), again = compressor.pack(held);
    if (again.empty())
        return;
    const auto read = decodeBinary(again);
    mustHold(read && unpacker.unpack(std::get<Packed>(*read)) == held, "packed again it is the same");
}

} // namespace

/// Any bytes as binary frames: refused, or a message that is written and read again without a difference, and unpacked where
/// it is packed.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static Encoder encoder(Encoding::Binary), again(Encoding::Binary);
    FuzzInput input(data, size);
    AlignedBytes aligned;
    while (!input.empty()) {
        const std::string_view frame = aligned.of(input.takeFrame());
        const bool isData = looksLikeData(Encoding::Binary, frame);
        const DataPosition position = positionOf(Encoding::Binary, frame);
        const auto message = decodeBinary(frame);
        if (!message)
            continue;
        mustHold(weir::protocol::isData(*message) == isData, "a glance tells data from control");
        if (const auto* packed = std::get_if<Packed>(&*message))
            unpack(*packed, position.rawBytes);
        const std::string_view written = encoder.encode(*message);
        const auto read = decodeBinary(written);
        mustHold(read.has_value(), "what was read can be written and read again");
        mustHold(again.encode(*read) == written, "and is the same then");
    }
    return 0;
}
