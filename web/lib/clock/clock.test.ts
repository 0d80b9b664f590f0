import { afterEach, describe, expect, test, vi } from "vitest";
import { forgetServerTime, learnServerTime, serverNow } from "./clock";
import { countdownTo } from "./useCountdown";

afterEach(() => {
  forgetServerTime();
  vi.useRealTimers();
});

describe("the server's clock", () => {
  const noon = Date.parse("2026-11-28T12:00:00Z");

  test("is the browser's until an answer came", () => {
    vi.useFakeTimers({ now: noon });
    expect(serverNow()).toBe(noon);
  });

  test("a browser that is ten minutes slow is corrected to within a second", () => {
    vi.useFakeTimers({ now: noon });
    learnServerTime("Sat, 28 Nov 2026 12:10:00 GMT", noon - 100, noon);
    expect(Math.abs(serverNow() - (noon + 600_000))).toBeLessThanOrEqual(1000);
  });

  test("answers at different parts of a second bound it closer than one does", () => {
    vi.useFakeTimers({ now: noon });
    const offset = 3300; // the server is 3.3 s ahead
    for (let at = noon; at < noon + 2000; at += 70) learnServerTime(new Date(at + offset).toUTCString(), at, at + 5);
    expect(Math.abs(serverNow() - noon - offset)).toBeLessThan(60);
  });

  test("a clock that was set begins anew", () => {
    vi.useFakeTimers({ now: noon });
    learnServerTime("Sat, 28 Nov 2026 12:10:00 GMT", noon, noon);
    learnServerTime("Sat, 28 Nov 2026 12:00:00 GMT", noon, noon);
    expect(Math.abs(serverNow() - noon)).toBeLessThanOrEqual(1000);
  });
});

describe("a countdown", () => {
  test("never shows a second that is over, and ends at zero", () => {
    expect(countdownTo(60_000, 1)).toMatchObject({ text: "1:00", over: false });
    expect(countdownTo(60_000, 59_999)).toMatchObject({ text: "0:01", over: false });
    expect(countdownTo(60_000, 60_000)).toMatchObject({ text: "0:00", over: true, minutesWarning: null });
    expect(countdownTo(60_000, 99_000)).toMatchObject({ seconds: 0, over: true });
  });

  test("warns at five, two and one minutes", () => {
    const warning = (seconds: number) => countdownTo(seconds * 1000, 0).minutesWarning;
    expect([301, 300, 121, 120, 61, 60, 1, 0].map(warning)).toEqual([null, 5, 5, 2, 2, 1, 1, null]);
  });
});
