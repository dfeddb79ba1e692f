#include "source/debian/debian_source.h"
#include "source/events/events_source.h"
#include "source/file/file_source.h"
#include "source/proc/proc_source.h"
#include "source/source.h"
#include "source/spec.h"
#include "source/synthetic/synthetic_source.h"
#include <array>

namespace weir::source {

namespace {

struct Kind {
    SourceHelp help;
    std::expected<std::unique_ptr<Source>, Error> (*make)(const Spec& spec);
};

constexpr std::array kinds{
    Kind{{"synthetic", "synthetic[:nodes=N,edges=N,rate=PER_SECOND,churn=SHARE,seed=N,positions=yes|no]",
          "communities and hubs that change as fast as you ask (default 2000 nodes, three edges a node, 500 changes a "
          "second)"},
         &SyntheticSource::make},
    Kind{{"debian", "debian[:root=FOLDER]", "the package graph of this machine's apt lists; follows what is installed"},
         &DebianSource::make},
    Kind{{"proc", "proc[:interval=MILLISECONDS]",
          "the processes of this machine and what joins them (default every 250 ms)"},
         &ProcSource::make},
    Kind{{"file", "file:PATH", "a graph from a file: edge list (CSV, TSV, with or without header) or GraphML"},
         &FileSource::make},
    Kind{{"events", "events:PATH|-",
          "your own live data: a JSON object a line (an, cn, dn, ae, ce, de) from a file, a FIFO or standard input"},
         &EventsSource::make},
};

constexpr auto helps = [] {
    std::array<SourceHelp, kinds.size()> all;
    for (std::size_t i = 0; i < kinds.size(); ++i)
        all[i] = kinds[i].help;
    return all;
}();

} // namespace

std::expected<std::unique_ptr<Source>, Error> makeSource(std::string_view text)
{
    const Spec spec = Spec::split(text);
    std::string names;
    for (const Kind& kind : kinds) {
        if (kind.help.name == spec.name)
            return kind.make(spec);
        names += names.empty() ? "" : ", ";
        names += kind.help.name;
    }
    const std::string what = spec.name.empty() ? "no source is named" : "there is no source \"" + spec.name + "\"";
    return std::unexpected(Error{what + "; there are " + names});
}

std::span<const SourceHelp> sourceHelp() { return helps; }

} // namespace weir::source
