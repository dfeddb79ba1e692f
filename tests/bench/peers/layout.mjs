// node layout.mjs NODES EDGES [SECONDS]: two JavaScript force layouts on the graph of graph.js, from random positions; weir-bench layout
// --start random starts from the same. Prints milliseconds per iteration and, after SECONDS of wall time (default 20), the two figures of
// src/layout/quality.h.
import createGraph from 'ngraph.graph';
import createLayout from 'ngraph.forcelayout';
import Graph from 'graphology';
import forceAtlas2 from 'graphology-layout-forceatlas2';
import { makeGraph } from './graph.js';

const [nodes, edges, seconds] = [+process.argv[2] || 10000, +process.argv[3] || 30000, +process.argv[4] || 20];
const { ends } = makeGraph(nodes, edges);
let s = 7;
const random = () => { s = (s * 1664525 + 1013904223) % 4294967296; return s / 4294967296; };
const start = Float64Array.from({ length: 2 * nodes }, () => (random() - 0.5) * 2 * Math.sqrt(nodes) * 30);

const neighbours = Array.from({ length: nodes }, () => new Set());
for (let i = 0; i < edges; i++) {
  const [a, b] = [ends[2 * i], ends[2 * i + 1]];
  if (a !== b) { neighbours[a].add(b); neighbours[b].add(a); }
}

function quality(p) {
  let n = 0, dl = 0, ll = 0;
  const pairs = [];
  for (let k = 0; k < 50; k++) {                                   // stress over 50 breadth-first searches
    const source = Math.floor((k + 0.5) * nodes / 50), depth = new Int32Array(nodes).fill(-1), queue = [source];
    depth[source] = 0;
    for (let q = 0; q < queue.length; q++) for (const m of neighbours[queue[q]]) if (depth[m] < 0) { depth[m] = depth[queue[q]] + 1; queue.push(m); }
    for (let q = 1; q < queue.length; q += Math.max(1, Math.floor(queue.length / 2000))) {
      const m = queue[q], d = depth[m], l = Math.hypot(p[2 * m] - p[2 * source], p[2 * m + 1] - p[2 * source + 1]);
      pairs.push(d, l); dl += l / d; ll += (l * l) / (d * d); n++;
    }
  }
  const scale = dl / ll;                                           // the scale that makes the stress smallest
  let stress = 0;
  for (let i = 0; i < pairs.length; i += 2) stress += (1 - scale * pairs[i + 1] / pairs[i]) ** 2;
  let kept = 0, asked = 0;
  for (let k = 0; k < 1000; k++) {                                 // neighbourhood preservation over 1,000 nodes
    const v = Math.floor((k + 0.5) * nodes / 1000), want = neighbours[v].size;
    if (!want) continue;
    const near = [];
    for (let m = 0; m < nodes; m++) if (m !== v) {
      const d = (p[2 * m] - p[2 * v]) ** 2 + (p[2 * m + 1] - p[2 * v + 1]) ** 2;
      if (near.length < want) { near.push([d, m]); near.sort((x, y) => x[0] - y[0]); }
      else if (d < near[want - 1][0]) { near[want - 1] = [d, m]; near.sort((x, y) => x[0] - y[0]); }
    }
    const both = near.filter(([, m]) => neighbours[v].has(m)).length;
    kept += both / (2 * want - both); asked++;
  }
  return { stress: +(stress / n).toFixed(4), neighbourhood_preservation: +(kept / asked).toFixed(4) };
}

function run(peer, step, position) {
  step();
  const t = performance.now();
  let iterations = 0;
  do { step(); iterations++; } while (performance.now() - t < 1000 * seconds);
  const iteration_ms = (performance.now() - t) / iterations;
  const p = new Float64Array(2 * nodes);
  for (let i = 0; i < nodes; i++) { const { x, y } = position(i); p[2 * i] = x; p[2 * i + 1] = y; }
  console.log(JSON.stringify({ peer, nodes, edges, iteration_ms: +iteration_ms.toFixed(2), iterations, seconds, ...quality(p) }));
}

const ng = createGraph();
for (let i = 0; i < nodes; i++) ng.addNode(i);
for (let i = 0; i < edges; i++) ng.addLink(ends[2 * i], ends[2 * i + 1]);
const layout = createLayout(ng);
for (let i = 0; i < nodes; i++) layout.setNodePosition(i, start[2 * i], start[2 * i + 1]);
run('ngraph.forcelayout', () => layout.step(), (i) => layout.getNodePosition(i));

const gg = new Graph({ multi: true });
for (let i = 0; i < nodes; i++) gg.addNode(i, { x: start[2 * i], y: start[2 * i + 1] });
for (let i = 0; i < edges; i++) gg.addEdge(ends[2 * i], ends[2 * i + 1]);
const settings = { ...forceAtlas2.inferSettings(gg), barnesHutOptimize: true };
run('graphology-forceatlas2', () => forceAtlas2.assign(gg, { iterations: 1, settings }), (i) => gg.getNodeAttributes(i));
