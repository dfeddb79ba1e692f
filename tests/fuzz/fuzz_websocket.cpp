#include "fuzz_input.h"
#include "protocol/websocket_frames.h"
#include "protocol/websocket_handshake.h"
#include <vector>

using namespace weir;
using namespace weir::protocol;

namespace {

constexpr std::size_t mostBytes = 4096;

struct Read {
    std::vector<std::pair<WebSocketReader::Kind, std::string>> frames;
    std::uint16_t fault = 0;

    bool operator==(const Read&) const = default;
};

/// In pieces of `pieceBytes` at most.
Read readIn(std::string_view bytes, std::size_t pieceBytes)
{
    WebSocketReader reader(mostBytes);
    Read result;
    while (!bytes.empty()) {
        std::string_view piece = bytes.substr(0, pieceBytes);
        bytes.remove_prefix(piece.size());
        while (!piece.empty()) {
            const std::size_t before = piece.size();
            const auto frame = reader.read(piece);
            if (!frame) {
                mustHold(frame.error().code == 1002 || frame.error().code == 1007 || frame.error().code == 1009,
                         "a fault has a code of the standard");
                result.fault = frame.error().code;
                return result;
            }
            mustHold(piece.size() < before, "a call takes something");
            if (!*frame)
                continue;
            mustHold((*frame)->payload.size() <= mostBytes, "no message is over the limit");
            if ((*frame)->kind == WebSocketReader::Kind::Close)
                mustHold(CloseWords::of((*frame)->payload).payload() == (*frame)->payload, "the words of a close can be said back");
            result.frames.emplace_back((*frame)->kind, (*frame)->payload);
        }
    }
    return result;
}

void readHead(std::string_view text)
{
    const std::size_t length = HttpHead::lengthIn(text);
    mustHold(length <= text.size(), "a head is within what there is");
    if (length == 0)
        return;
    const auto head = HttpHead::parse(text.substr(0, length));
    if (!head) {
        mustHold(!head.error().text.empty(), "a fault has words");
        return;
    }
    const auto request = WebSocketRequest::of(*head);
    const std::string answer = request ? request->answer("") : request.error().answer;
    mustHold(HttpHead::lengthIn(answer) != 0, "an answer has a whole head");
    if (!request)
        return;
    mustHold(HttpHead::lengthIn(answer) == answer.size(), "nothing of the request can end the head of its answer");
    mustHold(!request->path.contains('?'), "a path has no query");
}

} // namespace

/// Any bytes as frames, cut in any way: the same comes out. Any bytes as a head: words, or an answer that they cannot forge.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    FuzzInput input(data, size);
    if (input.take() % 2 == 0) {
        readHead(input.takeRest());
        return 0;
    }
    const std::size_t pieceBytes = 1 + input.take();
    const std::string_view bytes = input.takeRest();
    mustHold(readIn(bytes, pieceBytes) == readIn(bytes, bytes.size()), "how it is cut makes no difference");
    return 0;
}
