// Enforces the rooms of src/: shared code imports neither features nor app, a feature imports no other feature, only
// src/lib/firebase imports the Firebase SDK, and a feature is entered through its index.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const SOURCE = fileURLToPath(new URL("../src", import.meta.url));
const IMPORT = /(?:from|import)\s*\(?\s*["']([^"']+)["']/g;

/** Lists what is wrong with the imports of one file; paths are relative to src/. */
export function faultsOf(file, text) {
  const room = roomOf(file);
  return [...text.matchAll(IMPORT)].flatMap(([, target]) => {
    if (/^(firebase|@firebase)(\/|$)/.test(target)) {
      return file.startsWith("lib/firebase/") ? [] : [`${file} imports ${target}: only src/lib/firebase may`];
    }
    const inside = localTarget(file, target);
    return inside === null ? [] : roomFaults({ file, room, target: inside });
  });
}

function roomFaults({ file, room, target }) {
  const other = roomOf(target);
  if (room === other || room === "app") {
    const isDeep = room === "app" && other.startsWith("features/") && target.split("/").length > 2;
    return isDeep ? [`${file} imports ${target}: enter a feature through its index`] : [];
  }
  return other === "shared" ? [] : [`${file} imports ${target}: ${room} may not use ${other}`];
}

function roomOf(path) {
  const [top, feature] = path.split("/");
  if (top === "features") return `features/${feature}`;
  return top === "app" ? "app" : "shared";
}

function localTarget(file, target) {
  if (target.startsWith("@/")) return target.slice(2);
  return target.startsWith(".") ? relative(SOURCE, resolve(SOURCE, dirname(file), target)) : null;
}

function sourceFiles() {
  const entries = readdirSync(SOURCE, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name));
  return files.map((entry) => relative(SOURCE, join(entry.parentPath, entry.name)));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const files = sourceFiles();
  const faults = files.flatMap((file) => faultsOf(file, readFileSync(join(SOURCE, file), "utf8")));
  for (const fault of faults) console.error(fault);
  console.log(`${files.length} files, ${faults.length} imports across rooms.`);
  process.exitCode = faults.length > 0 ? 1 : 0;
}
