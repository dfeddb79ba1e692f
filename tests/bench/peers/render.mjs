// node render.mjs Sigma|Cosmos NODES EDGES [PNG]: one JSON object, times in milliseconds. Started by run.
import { chromium } from 'playwright-core';
import esbuild from 'esbuild';
import http from 'node:http';
import { execSync } from 'node:child_process';

const [which, nodes, edges, png] = [process.argv[2], +process.argv[3], +process.argv[4], process.argv[5]];
const bundle = (await esbuild.build({ entryPoints: [new URL('render-page.js', import.meta.url).pathname], bundle: true, write: false, format: 'iife', logLevel: 'error' })).outputFiles[0].text;
const server = http.createServer((q, r) => {
  if (q.url === '/page.js') return r.end(bundle);
  r.setHeader('content-type', 'text/html');
  r.end('<body style="margin:0;background:#000"><div id=c style="width:1280px;height:800px"></div><script src=/page.js></script>');
}).listen(0, '127.0.0.1');
await new Promise((r) => server.once('listening', r));
const browser = await chromium.launch({ executablePath: execSync('command -v chromium', { shell: true }).toString().trim(), args: ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  const figures = await Promise.race([
    page.evaluate(([w, n, e]) => window['run' + w](n, e), [which, nodes, edges]),
    new Promise((_, fail) => setTimeout(() => fail(new Error('no answer in 180 s')), 180000)),
  ]);
  console.log(JSON.stringify({ peer: which, nodes, edges, ...figures }));
  if (png) await page.screenshot({ path: png });
} finally {
  await browser.close();
  server.close();
}
