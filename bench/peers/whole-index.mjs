/**
 * A neighbourhood as a site without a database gives it: the whole index is loaded for each request
 * and filtered, as Quartz's graph view does with its contentIndex.json. Kinder than that one: the index holds
 * no page texts. `whole-index.mjs INDEX-FILE`, asked with the query of /api/subgraph.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

/** @param index {id: {title, links: [id]}} */
function neighbourhood(index, seed, depth, limit) {
  const backlinks = new Map();
  for (const [id, { links }] of Object.entries(index)) {
    for (const target of links) {
      const from = backlinks.get(target);
      if (from) from.push(id);
      else backlinks.set(target, [id]);
    }
  }
  const there = new Set([seed]);
  let level = [seed];
  for (let step = 0; step < depth && level.length > 0; step += 1) {
    const next = [];
    for (const id of level) {
      for (const neighbour of [...index[id].links, ...(backlinks.get(id) ?? [])]) {
        if (there.size >= limit) break;
        if (there.has(neighbour)) continue;
        there.add(neighbour);
        next.push(neighbour);
      }
    }
    level = next;
  }
  return {
    nodes: [...there].map((id) => ({ key: id, attributes: { label: index[id].title } })),
    edges: [...there].flatMap((source) =>
      index[source].links.filter((target) => there.has(target)).map((target) => ({ source, target })),
    ),
  };
}

function answer(request, response) {
  // Whoever went away is not worked for: that would slow down what is measured next.
  if (response.destroyed) return;
  const query = new URL(request.url, 'http://localhost').searchParams;
  const index = JSON.parse(readFileSync(process.argv[2], 'utf8'));
  const found = neighbourhood(
    index,
    query.get('seed'),
    Number(query.get('depth')),
    Number(query.get('limit')),
  );
  response.setHeader('Content-Type', 'application/json').end(JSON.stringify(found));
}

/** One after the other, sockets being heard in between. */
const waiting = [];
function answerNext() {
  answer(...waiting[0]);
  waiting.shift();
  if (waiting.length > 0) setTimeout(answerNext);
}
const server = createServer((...asked) => {
  if (waiting.push(asked) === 1) setTimeout(answerNext);
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`listening at http://127.0.0.1:${server.address().port}\n`);
});
process.once('SIGTERM', () => process.exit());
