// Weighs the built site against its budgets, in kilobytes of 1000 bytes after gzip; run after `npm run build`.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const DIST = new URL("../dist/", import.meta.url);
const FIREBASE = "src/lib/firebase/firebase-backend.ts";
const CHARTS = "src/features/drift/components/donuts.tsx";
const PAGE = "src/app/routes/allocation-page.tsx";
const BUDGETS = { "first view": 175, charts: 100, firebase: 145 };

/** Lists the files of each budget. A file counts once, for the first view where that needs it. */
export function filesByBudget(manifest) {
  const first = new Set([...closure(manifest, "index.html"), ...closure(manifest, PAGE)]);
  const own = (entry) => [...closure(manifest, entry)].filter((file) => !first.has(file));
  return { "first view": [...first], charts: own(CHARTS), firebase: own(FIREBASE) };
}

/** Compares weights in bytes with the budgets; over by one byte is over. */
export function verdicts(weights) {
  return Object.entries(BUDGETS).map(([name, budget]) => {
    const bytes = weights[name] ?? 0;
    return { name, kilobytes: bytes / 1000, budget, isOver: bytes > budget * 1000 };
  });
}

function closure(manifest, key, seen = new Set()) {
  const chunk = manifest[key];
  if (!chunk) throw new Error(`The build manifest has no entry ${key}; check-size.mjs names it.`);
  if (seen.has(chunk.file)) return seen;
  seen.add(chunk.file);
  for (const css of chunk.css ?? []) seen.add(css);
  for (const dependency of chunk.imports ?? []) closure(manifest, dependency, seen);
  return seen;
}

function weigh(files) {
  return files.reduce((sum, file) => sum + gzipSync(readFileSync(new URL(file, DIST)), { level: 9 }).length, 0);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const manifest = JSON.parse(readFileSync(new URL(".vite/manifest.json", DIST), "utf8"));
  const weights = Object.fromEntries(Object.entries(filesByBudget(manifest)).map(([name, files]) => [name, weigh(files)]));
  const results = verdicts(weights);
  for (const { name, kilobytes, budget, isOver } of results) {
    console.log(`${name.padEnd(10)} ${kilobytes.toFixed(1).padStart(6)} kB of ${budget} kB${isOver ? "  OVER" : ""}`);
  }
  process.exitCode = results.some((result) => result.isOver) ? 1 : 0;
}
