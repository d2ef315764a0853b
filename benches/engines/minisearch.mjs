// MiniSearch over the documents and questions on standard input; see compare.py.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { default: MiniSearch } = await import(
  pathToFileURL(`${process.env.ENGINES}/minisearch/dist/es/index.js`)
);
const { documents, questions, hits } = JSON.parse(readFileSync(0, "utf8"));
const before = process.memoryUsage().rss;
const engine = new MiniSearch({ fields: ["title", "heading", "text", "wordings"] });
engine.addAll(documents);
const found = [];
const ms = [];
for (const question of questions) {
  const start = performance.now();
  const results = engine.search(question);
  found.push(results.slice(0, hits).map((result) => result.id));
  ms.push(performance.now() - start);
}
const mib = (process.memoryUsage().rss - before) / 2 ** 20;
console.log(JSON.stringify({ hits: found, ms, mib }));
