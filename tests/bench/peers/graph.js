// The same graph for every program, as weir-bench makes it (peer_graph.h).
export function makeGraph(nodes, edges) {
  let s = 1;
  const r = () => { s = (s * 1664525 + 1013904223) % 4294967296; return s / 4294967296; };
  const side = Math.floor(Math.sqrt(nodes));
  const positions = new Float32Array(nodes * 2);
  for (let k = 0; k < nodes; k++) {
    positions[2 * k] = ((k % side) + 0.6 * (r() - 0.5)) / side * 2 - 1;
    positions[2 * k + 1] = (Math.floor(k / side) + 0.6 * (r() - 0.5)) / side * 2 - 1;
  }
  const ends = new Uint32Array(edges * 2);
  for (let i = 0; i < edges; i++) {
    const a = Math.floor(r() * nodes);
    ends[2 * i] = a;
    ends[2 * i + 1] = i % 10 === 9 ? Math.floor(r() * nodes) : (a + 1 + Math.floor(4 * r())) % nodes;
  }
  return { positions, ends };
}
