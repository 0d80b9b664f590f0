// Packs the export's text once and as well as it goes, so that the server packs nothing: beside every file that it makes shorter lies
// the same file with .br, and with .gz, at the end of its name.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const text = new Set([".html", ".css", ".js", ".mjs", ".txt", ".json", ".webmanifest", ".xml", ".svg"]);
const out = join(import.meta.dirname, "out");

for (const entry of readdirSync(out, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !text.has(extname(entry.name))) continue;
  const name = join(entry.parentPath, entry.name);
  const plain = readFileSync(name);
  const packed = {
    ".br": brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: plain.length } }),
    ".gz": gzipSync(plain, { level: 9 }),
  };
  for (const [end, bytes] of Object.entries(packed)) {
    if (bytes.length < plain.length) writeFileSync(name + end, bytes);
  }
}
