#pragma once
#include "graph/graph_model.h"
#include "server/host_stage.h"
#include "server/door/stream_server.h"
#include "support/scripted_source.h"
#include <memory>
#include <optional>

/// What a scenario's server shows: a scripted source whose sets the scenario asks for one by one, so that its pace is the
/// scenario's and nobody's clock's. Either odd small sets with everything a source may do, whose result is known from a
/// naive model, or the synthetic graph's, which can be large.
class ChangingGraph final {
public:
    enum class Kind : std::uint8_t { Odd, Synthetic };
    struct Config {
        Kind kind = Kind::Odd;
        std::uint32_t seed = 1;
        std::uint32_t nodes = 50;
        bool attributes = false;   ///< elements have some
    };

    ChangingGraph(weir::server::StreamServer& server, Config config) : m_server(server), m_config(config) { begin(); }

    /// A new epoch, with another history.
    void begin()
    {
        ++m_config.seed;
        m_script = std::make_shared<Script>();
        m_given = 0;
        m_odd.reset();
        m_synthetic.reset();
        const bool odd = m_config.kind == Kind::Odd;
        const std::uint32_t attributes = m_config.attributes ? 6 : 0;
        m_server.startSource(std::make_unique<ScriptedSource>(odd ? schemaOfRandomChanges(2, 1) : weir::source::ChangeSequence::schema({.attributes = attributes, .edgeAttributes = attributes}), m_script), spec());
        if (odd) {
            m_odd.emplace(m_config.seed, 2, 1);
            if (m_config.attributes)
                m_odd->useAttributes();
            give(m_odd->grow(m_config.nodes));
        } else {
            give(m_synthetic.emplace(m_config.seed, m_config.nodes, 2 * m_config.nodes, attributes).births());
        }
        m_script->whole();
    }

    /// What the next set bears is of a category that nobody knew before.
    void nameCategory(bool ofNodes)
    {
        if (m_odd)
            ofNodes ? m_odd->nameNodeCategory() : m_odd->nameEdgeCategory();
    }
    /// Categories that were named since the graph began.
    [[nodiscard]] std::size_t named() const { return m_odd ? m_odd->nodeNames().size() + m_odd->edgeNames().size() : 0; }

    void change(std::size_t size) { give(m_odd ? m_odd->next(size) : m_synthetic->steps(size)); }

    /// Every set given was taken over by the source's feed.
    [[nodiscard]] bool handedOver() const { return m_script->pushed() == m_given; }
    /// What the graph must be, where that is known.
    [[nodiscard]] std::optional<weir::graph::Digest> digest() const
    {
        return m_odd ? std::optional(m_odd->model().digest()) : std::nullopt;
    }

    static QString spec() { return QStringLiteral("scripted"); }

private:
    void give(const weir::graph::ChangeSet& set)
    {
        if (set.empty())
            return;
        m_script->give(set);
        ++m_given;
    }

    weir::server::StreamServer& m_server;
    Config m_config;
    std::shared_ptr<Script> m_script;
    std::size_t m_given = 0;
    std::optional<RandomChanges> m_odd;
    std::optional<ManyChanges> m_synthetic;
};
