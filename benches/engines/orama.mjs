// Orama over the documents and questions on standard input; see compare.py.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { create, insertMultiple, search } = await import(
  pathToFileURL(`${process.env.ENGINES}/@orama/orama/dist/esm/index.js`)
);
const { documents, questions, hits } = JSON.parse(readFileSync(0, "utf8"));
const before = process.memoryUsage().rss;
const schema = { title: "string", heading: "string", text: "string", wordings: "string" };
const database = create({ schema });
await insertMultiple(database, documents);
const found = [];
const ms = [];
for (const question of questions) {
  const start = performance.now();
  const results = await search(database, { term: question, limit: hits });
  found.push(results.hits.map((hit) => hit.id));
  ms.push(performance.now() - start);
}
const mib = (process.memoryUsage().rss - before) / 2 ** 20;
console.log(JSON.stringify({ hits: found, ms, mib }));
