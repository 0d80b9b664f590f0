import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Area, Text, Texts } from "./area";
import { languages } from "./language";
import { problemTexts } from "./problem-texts";

const modules = import.meta.glob<Record<string, Area<Texts>>>("./areas/*.ts", { eager: true });
const areas = Object.entries(modules).flatMap(([file, exported]) =>
  Object.entries(exported).map(([name, area]) => ({ name: `${file} ${name}`, area })),
);

/** All texts of an area by their path. */
function flat(texts: Texts, path = ""): [string, Text][] {
  return Object.entries(texts).flatMap(([name, text]): [string, Text][] =>
    typeof text === "object" ? flat(text, `${path}${name}.`) : [[path + name, text]],
  );
}

/** What a text says; one made of values is tried with one and with several of whatever. */
function said(text: Text): string[] {
  if (typeof text === "string") return [text];
  const make = text as (...values: unknown[]) => string;
  return [make(1, 1, 1, 1), make(7, "x", 7, 7)];
}

test("every area has the same texts in every language, each of the same values", () => {
  expect(areas.length).toBeGreaterThan(1);
  for (const { name, area } of areas) {
    const shape = (language: (typeof languages)[number]) =>
      flat(area[language]).map(([path, text]) => `${path}/${typeof text === "function" ? text.length : "-"}`);
    for (const language of languages) expect(shape(language).sort(), `${name} ${language}`).toEqual(shape("en").sort());
  }
});

test("no text is empty", () => {
  for (const { name, area } of areas) {
    for (const language of languages) {
      for (const [path, text] of flat(area[language])) {
        for (const words of said(text)) expect(words.trim(), `${name} ${language} ${path}`).not.toBe("");
      }
    }
  }
});

test("every code that the contract names has a sentence in the languages that the server does not speak", () => {
  const contract = readFileSync("../contracts/openapi/speckit.json", "utf8");
  const described = contract.matchAll(/"description": "[A-Z][A-Za-z ]*: (`[a-z_]+`(?:, `[a-z_]+`)*)"/g);
  const codes = new Set([...described].flatMap((match) => match[1]?.match(/[a-z_]+/g) ?? []));
  expect(codes.size).toBeGreaterThan(50);
  expect([...codes].filter((code) => !(code in problemTexts))).toEqual([]);
  const empty = Object.entries(problemTexts).filter(([, texts]) => !texts.es.trim() || !texts.de.trim());
  expect(empty).toEqual([]);
});
