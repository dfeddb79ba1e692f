#include "stream/client_memory.h"
#include "graph/limits.h"

namespace weir::stream {

namespace {

constexpr std::uint64_t entryBytes = 256;           // bytes of the queue's entry, two headers, rounding up
constexpr std::uint64_t tlsBytes = 256U << 10;      // records both ways and a session's keys
constexpr std::uint64_t socketCopies = 2;           // frame and message
constexpr std::uint64_t textSocketCopies = 6;       // the same in UTF-16, and UTF-8 with room for the longest that it might have been
constexpr std::uint64_t decodeCopies = 2;           // one that begins at a multiple of 8, and what was packed in it
constexpr std::uint64_t unpackBytes = 512U << 10;   // of work, kept from message to message
constexpr std::uint64_t textDecodeCopies = 4;       // what is built from text grows by doubling
constexpr std::uint64_t stagedCopies = 3;           // the pieces, and columns that grow by doubling

constexpr std::uint64_t nameBytes = 2 * sizeof(std::string) + 16;   // of a name besides its text: a vector that doubles, an allocator's header
constexpr std::uint64_t lists = 2;
constexpr std::uint64_t dictionaryCopies = 2;       // places that double, and an allocator's header of a text

} // namespace

ClientMemory clientMemory(const StreamClient::Config& config)
{
    const auto window = flow::CreditWindow::Config{config.windowMessages, config.windowBytes, config.maxMessageBytes}.raisedToLeast();
    const bool text = config.encoding == protocol::Encoding::Json;
    ClientMemory memory;
    memory.waiting = window.windowBytes;
    memory.entries = window.windowMessages * entryBytes;
    memory.socket = (text ? textSocketCopies : socketCopies) * config.maxMessageBytes + tlsBytes;
    memory.decode = (text ? textDecodeCopies : decodeCopies) * config.maxMessageBytes + unpackBytes;
    memory.staging = stagedCopies * config.maxStagedBytes;
    memory.sending = Link::mostBacklogBytes;
    memory.names = graph::maxNameBytes + lists * graph::maxListEntries * nameBytes + dictionaryCopies * graph::maxDictionaryBytes;
    return memory;
}

} // namespace weir::stream
