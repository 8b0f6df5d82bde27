// Writes src/lib/contracts/generated.ts from contracts.schema.json; with --check, fails when it is stale.
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { compile } from "json-schema-to-typescript";

const SCHEMA = new URL("../contracts.schema.json", import.meta.url);
const TYPES = new URL("../src/lib/contracts/generated.ts", import.meta.url);
const BANNER = "// Generated from contracts.schema.json by `npm run generate`; do not edit.";

/** Removes titles, which would otherwise turn every field into a type of its own. */
function withoutTitles(node) {
  if (Array.isArray(node)) return node.map(withoutTitles);
  if (node === null || typeof node !== "object") return node;
  const kept = Object.entries(node).filter(([key, value]) => key !== "title" || typeof value !== "string");
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutTitles(value)]));
}

/** Compiles a JSON Schema with `$defs` to TypeScript, one exported type for each definition. */
export async function typesOf(schema) {
  const bare = withoutTitles(schema);
  const root = {
    type: "object",
    additionalProperties: false,
    properties: Object.fromEntries(Object.keys(bare.$defs).map((name) => [name, { $ref: `#/$defs/${name}` }])),
    $defs: bare.$defs,
  };
  const types = await compile(root, "Contracts", {
    bannerComment: BANNER,
    additionalProperties: false,
    format: true,
    enableConstEnums: false,
    strictIndexSignatures: true,
    unreachableDefinitions: false,
  });
  return withoutRoot(types);
}

// The compiler only names definitions that something refers to, so it is given a root that refers to all of them.
function withoutRoot(types) {
  return types.replace(/export interface Contracts \{[^}]*\}\n/, "");
}

async function main() {
  const wanted = await typesOf(JSON.parse(await readFile(SCHEMA, "utf8")));
  if (!process.argv.includes("--check")) return writeFile(TYPES, wanted);
  if (wanted === (await readFile(TYPES, "utf8"))) return console.log("src/lib/contracts/generated.ts is current.");
  console.error("src/lib/contracts/generated.ts is stale: run `npm run generate` and commit the result.");
  process.exitCode = 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
