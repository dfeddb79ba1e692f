#include "protocol/codec.h"
#include "protocol/compression.h"
#include "protocol/message_samples.h"
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <random>

using namespace weir::protocol;

namespace {

std::string framed(std::string_view frame)
{
    return std::string{static_cast<char>(frame.size() & 0xff), static_cast<char>(frame.size() >> 8)} + std::string(frame);
}

std::string randomBytes(std::uint32_t seed, std::size_t size)
{
    std::mt19937 random(seed);
    std::string bytes(size, '\0');
    for (char& byte : bytes)
        byte = static_cast<char>(random());
    return bytes;
}

} // namespace

/// Writes the seeds of the corpora of which nothing but their first bytes is chosen by hand:
/// write_corpus FOLDER. What a fuzzer or a bug adds stays beside them.
int main(int argc, char** argv)
{
    const std::filesystem::path root = argc == 2 ? argv[1] : ".";
    const auto write = [&root](const std::string& corpus, const std::string& name, const std::string& bytes) {
        std::filesystem::create_directories(root / corpus);
        std::ofstream(root / corpus / name, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    };
    MessageSamples samples;
    Encoder binary(Encoding::Binary), json(Encoding::Json);
    std::string allBinary, someJson(1, '\1');
    Compressor compressor;
    int number = 0;
    for (const auto& sample : samples.all()) {
        std::string name = std::to_string(++number) + '-' + sample.name;
        std::ranges::replace(name, ' ', '-');
        const std::string_view frame = binary.encode(sample.message);
        if (frame.size() > 3000)
            continue;
        write("binary_decoder", name, framed(frame));
        if (allBinary.size() < 2000)
            allBinary += framed(frame);
        if (const std::string packed = isData(sample.message) ? compressor.pack(frame) : std::string(); !packed.empty())
            write("binary_decoder", name + "-packed", framed(packed));
        const std::string_view text = json.encode(sample.message);
        if (text.size() > 3000)
            continue;
        write("json_decoder", name, '\0' + std::string(text));
        if (someJson.size() < 2000)
            someJson += framed(text);
    }
    write("binary_decoder", "many-frames", allBinary);
    write("json_decoder", "many-frames", someJson);

    // Encoding; hello; then rounds of a tick, a credit and a pump; a frame of raw bytes; bye.
    std::string session = std::string("\1\7\0\14\10\1", 6);
    for (int i = 0; i < 8; ++i)
        session += std::string("\1\2\6\0\7\1\377\0\0\0\1\1\0\0\2\3", 16);
    write("session", "follows", session);
    write("session", "raw-frames", std::string("\1\0", 2) + framed(binary.encode(Hello{1, "raw", 1U << 20, 64U << 20, {64, 8U << 20}}))
              + std::string("\1\2\3\0", 4) + framed(binary.encode(Credit{{100, 64U << 20}, 0, 0})) + std::string("\2\0", 2) + framed("not a frame"));
    write("session", "raw-json-frames", std::string("\0\0", 2) + framed(json.encode(Hello{1, "raw", 1U << 20, 64U << 20, {64, 8U << 20}}))
              + std::string("\1\2\3\0", 4) + framed(json.encode(Resync{"again"})) + std::string("\2\0", 2) + framed("{}"));
    for (std::uint32_t seed = 1; seed <= 4; ++seed) {
        write("session", "steps-" + std::to_string(seed), session.substr(0, 6) + randomBytes(seed, 300));
        write("store", "operations-" + std::to_string(seed), randomBytes(seed + 10, 600));
        write("flow", "steps-" + std::to_string(seed), randomBytes(seed + 20, 400));
    }

    write("files", "cells", std::string("\0a,b,c\n\"q\"\"uo\",\"two\nlines\",\n# a remark\n1;2,3\n", 45));
    write("files", "edge-list", "\1source\ttarget\tweight\tdirected\na\tb\t1.5\ttrue\nb\tc\t-2\tfalse\nc\tc\tx\t1\n");
    write("files", "bare-edges", "\1" "1 2\n2  3 0.5\n% a remark\n3 1\n");
    write("files", "graphml",
          "\2<graphml><key id='l' for='node' attr.name='label'/><key id='x' for='node' attr.name='x'><default>1</default></key>"
          "<key id='w' for='edge' attr.name='weight'/><graph edgedefault='undirected'><edge source='a' target='b'><data key='w'>2</data></edge>"
          "<node id='a'><data key='l'>A</data></node><node id='b'><graph><node id='c'/></graph></node>"
          "<edge source='b' target='c' directed='true'/></graph></graphml>");
    write("files", "events",
          "\3\20{\"an\":{\"a\":{\"label\":\"A\",\"x\":1,\"y\":-2.5,\"size\":3,\"r\":0.1,\"g\":0.5,\"b\":1}}}\r\n{\"an\":{\"b\":{}},\"ae\":{\"e\":{\"source\":\"a\",\"target\":\"b\","
          "\"directed\":false,\"weight\":0.5}}}\n{\"cn\":{\"a\":{\"label\":\"B\"}},\"ce\":{\"e\":{\"weight\":2}}}\nnot json\n{\"de\":{\"e\":{}},\"dn\":{\"a\":{}}}\n{\"dn\":{\"b\":{}}}");
    return 0;
}
