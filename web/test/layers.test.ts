import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const tops = ["app", "features", "components", "lib", "test"] as const;
type Top = (typeof tops)[number];

/** Who may import whom: downward only. */
const below: Record<Top, readonly string[]> = {
  app: ["app", "features", "components", "lib"],
  features: ["features", "components", "lib"],
  components: ["components", "lib"],
  lib: ["lib"],
  test: ["test", "lib"], // what tests of all layers share
};

function imports(top: Top): { file: string; name: string }[] {
  const files = readdirSync(top, { recursive: true, encoding: "utf8" }).filter((file) => /(?<!\.d)\.tsx?$/.test(file));
  return files.flatMap((file) => {
    const source = readFileSync(join(top, file), "utf8");
    return [...source.matchAll(/(?:from|import\()\s*"@\/([^"]+)"/g)].map((match) => ({
      file: `${top}/${file}`,
      name: match[1] ?? "",
    }));
  });
}

test.each(tops)("%s imports only what lies below it", (top) => {
  const mayUse = (file: string) => [...below[top], ...(/\.test\.tsx?$/.test(file) ? ["test"] : [])];
  const wrong = imports(top).filter(({ file, name }) => !mayUse(file).includes(name.split("/")[0] ?? ""));
  expect(wrong, "app puts features together; features use components and lib; nothing looks up").toEqual([]);
});

test("no feature imports another", () => {
  const wrong = imports("features").filter(
    ({ file, name }) => name.startsWith("features/") && name.split("/")[1] !== file.split("/")[1],
  );
  expect(wrong, "what two features need lies in lib or components; what shows both is put together in app").toEqual([]);
});
