#include <algorithm>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <fcntl.h>
#include <unistd.h>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

using Bytes = std::vector<std::uint8_t>;

/// Changes a few bytes, lengths among them, or joins two inputs.
Bytes mutated(const std::vector<Bytes>& corpus, std::mt19937& random)
{
    const auto below = [&random](std::size_t bound) { return bound == 0 ? 0 : random() % bound; };
    Bytes bytes = corpus[below(corpus.size())];
    if (below(4) == 0) {
        const Bytes& other = corpus[below(corpus.size())];
        bytes.resize(below(bytes.size() + 1));
        bytes.insert(bytes.end(), other.begin() + static_cast<std::ptrdiff_t>(below(other.size() + 1)), other.end());
    }
    for (std::size_t changes = 1 + below(6); changes > 0; --changes) {
        const std::size_t at = below(bytes.size() + 1);
        const auto place = bytes.begin() + static_cast<std::ptrdiff_t>(at);
        if (at == bytes.size() || below(6) == 0)
            bytes.insert(place, static_cast<std::uint8_t>(random()));
        else if (below(6) == 0)
            bytes.erase(place);
        else
            *place = below(2) == 0 ? static_cast<std::uint8_t>(random()) : static_cast<std::uint8_t>(*place ^ (1U << below(8)));
    }
    return bytes;
}

const Bytes* underWay = nullptr;
std::string lastInput;

/// Only calls that a signal handler may make.
void keepInput(int signal)
{
    if (const int file = ::open(lastInput.c_str(), O_CREAT | O_WRONLY | O_TRUNC, 0666); file >= 0 && underWay) {
        [[maybe_unused]] const auto written = ::write(file, underWay->data(), underWay->size());
        ::close(file);
    }
    std::signal(signal, SIG_DFL);
    std::raise(signal);
}

void play(const Bytes& bytes)
{
    underWay = &bytes;
    LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
}

} // namespace

/// A fuzz target without a fuzzer: every file of the corpus, then so many random changes of them, the same each time.
/// The input under way stays in NAME.last-input in the working folder where it ends the program.
int main(int argc, char** argv)
{
    if (argc != 3) {
        std::fprintf(stderr, "usage: %s CORPUS MUTATIONS\n", argv[0]);
        return 2;
    }
    lastInput = std::string(std::filesystem::path(argv[0]).filename()) + ".last-input";
    for (const int signal : {SIGABRT, SIGSEGV, SIGFPE, SIGBUS})
        std::signal(signal, keepInput);
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(argv[1]))
        files.push_back(entry.path());
    std::ranges::sort(files);
    std::vector<Bytes> corpus;
    for (const auto& path : files) {
        std::ifstream stream(path, std::ios::binary);
        corpus.emplace_back(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>());
        std::fprintf(stderr, "%s\n", path.c_str());
        play(corpus.back());
    }
    if (corpus.empty()) {
        std::fprintf(stderr, "nothing in %s\n", argv[1]);
        return 1;
    }
    std::mt19937 random(1);
    for (long i = std::atol(argv[2]); i > 0; --i)
        play(mutated(corpus, random));
    return 0;
}
