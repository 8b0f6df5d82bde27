// Usage: list-upload.cjs PROJECT_FOLDER FUNCTIONS_FOLDER IGNORE_JSON
// Packages the functions with the Firebase CLI's own code and prints {path: bytes} as the last line; -1 marks a link.
const fs = require("node:fs");
const path = require("node:path");
const { createRequire } = require("node:module");

const [project, source, ignore] = process.argv.slice(2);
const frontend = createRequire(path.join(project, "frontend", "package.json"));
const cli = path.dirname(frontend.resolve("firebase-tools/package.json"));
const { prepareFunctionsUpload } = require(path.join(cli, "lib/deploy/functions/prepareFunctionsUpload.js"));

const SYMBOLIC_LINK = 0o120000;
const FILE_TYPE = 0o170000;
const END_OF_DIRECTORY = 0x06054b50;

// The central directory of the archive tells what the cloud would unpack, links included.
function entries(zip) {
  let end = zip.length - 22;
  while (zip.readUInt32LE(end) !== END_OF_DIRECTORY) end -= 1;
  const found = {};
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const lengths = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset));
    const name = zip.toString("utf8", at + 46, at + 46 + lengths[0]);
    const mode = zip.readUInt32LE(at + 38) >>> 16;
    found[name] = (mode & FILE_TYPE) === SYMBOLIC_LINK ? -1 : zip.readUInt32LE(at + 24);
    at += 46 + lengths[0] + lengths[1] + lengths[2];
  }
  return found;
}

async function main() {
  const upload = await prepareFunctionsUpload(project, source, { ignore: JSON.parse(ignore) }, []);
  try {
    console.log(`\n${JSON.stringify(entries(fs.readFileSync(upload.pathToSource)))}`);
  } finally {
    fs.rmSync(upload.pathToSource, { force: true });
  }
}

main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
