import { expect, test } from "vitest";
import { safePath } from "./comeFrom";
import { tokenIn } from "./useLinkToken";

const origin = "https://tickets.example";

test.each([
  ["/checkout", "/checkout"],
  ["/events/1?seats=2#map", "/events/1?seats=2#map"],
  [`${origin}/me`, "/me"],
  ["https://elsewhere.example/me", null],
  ["//elsewhere.example", null],
  ["/\\elsewhere.example", null],
  ["javascript:alert(1)", null],
  ["/signin?next=/me", null],
  ["/reset-password#token=x", null],
  [null, null],
])("after signing in, %j leads to %j", (address, path) => {
  expect(safePath(address, origin)).toBe(path);
});

test("the token of a mail's link stands in the fragment, else in the query", () => {
  expect(tokenIn("#token=abc", "")).toBe("abc");
  expect(tokenIn("", "?token=abc")).toBe("abc");
  expect(tokenIn("#token=new", "?token=old")).toBe("new");
  expect(tokenIn("#token=", "")).toBeNull();
  expect(tokenIn("", "")).toBeNull();
});
