import { readFileSync } from "node:fs";
import { expect, test, vi } from "vitest";
import { readKeys } from "./keys";
import { looksLikeCode, readCode } from "./verify";

// Made by the server's own code, whose test keeps them as they are.
const samples = JSON.parse(readFileSync("../internal/fulfillment/testdata/codes.json", "utf8"));
const keys = readKeys(samples.keys);

type Good = { code: string; issuedAt: string } & Record<string, unknown>;
type Bad = { why: string; code: string };

test("what the server signs is read as it was meant", async () => {
  for (const { code, issuedAt, ...rest } of samples.good as Good[]) {
    expect(await readCode(keys, code)).toEqual({ claims: { ...rest, issuedAt: Date.parse(issuedAt) } });
  }
});

test("what the server refuses is refused", async () => {
  for (const { why, code } of samples.bad as Bad[]) {
    expect(await readCode(keys, code), why).toHaveProperty("fault");
  }
});

test("a key that is not here is told apart from a bad signature", async () => {
  const fault = async (why: string) => readCode(keys, samples.bad.find((bad: Bad) => bad.why === why).code);
  expect(await fault("the key of somebody else")).toEqual({ fault: "unknown_key" });
  expect(await fault("another event than was signed")).toEqual({ fault: "no_code" });
});

test("a browser without Ed25519 comes to the same", async () => {
  vi.spyOn(crypto.subtle, "importKey").mockRejectedValue(new DOMException("no such algorithm", "NotSupportedError"));
  for (const { code } of samples.good as Good[]) expect(await readCode(keys, code)).toHaveProperty("claims");
  for (const { why, code } of samples.bad as Bad[]) expect(await readCode(keys, code), why).toHaveProperty("fault");
});

test("no altered character gets through", async () => {
  const { code } = samples.good[0];
  for (let at = 0; at < code.length; at += 7) {
    const other = code[at] === "B" ? "C" : "B";
    expect(await readCode(keys, code.slice(0, at) + other + code.slice(at + 1))).toHaveProperty("fault");
  }
});

test("a typed number is not taken for a code", () => {
  expect(looksLikeCode(samples.good[0].code.toLowerCase())).toBe(true);
  expect(looksLikeCode("ST1K4M2Q-1")).toBe(false);
});
