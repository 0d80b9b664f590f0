import { describe, expect, test } from "vitest";
import { waitlist } from "@/lib/i18n/areas/waitlist";
import { mayChange, mayJoinAgain, noticeOf, type Place, stageOf } from "./stage";
import { offerLike, placeLike } from "./testPlace";
import { headline, lead, pace, wish } from "./words";

const format = { number: String, date: (time: string) => time };
const before = Date.parse("2036-05-01T00:00:00Z");
const after = Date.parse("2036-05-04T00:00:00Z");
const over = (reason: string, status: Place["status"] = "expired") => placeLike({ status, reason, position: null });

test.each([
  [placeLike({ status: "unconfirmed", reason: "joined" }), before, "unconfirmed", "Confirm your place in line"],
  [placeLike(), before, "pending", "You are number 3 in line"],
  [placeLike({ position: 1 }), before, "pending", "You are first in line"],
  [placeLike({ status: "assigned", reason: "offered", position: null }), before, "coming", "Seats are held for you"],
  [placeLike({ status: "assigned", offer: offerLike() }), before, "offered", "Seats are held for you"],
  [over("taken", "completed"), before, "completed", "The seats are yours"],
  [over("left", "left"), before, "left", "You have left the line"],
  [over("passed"), before, "passed", "The offer has ended"],
  [over("declined"), before, "declined", "You have passed the seats on"],
  [over("event_cancelled"), before, "cancelled", "The event is cancelled"],
  [over("lapsed"), before, "lapsed", "Your place was not confirmed in time"],
  [over("lapsed"), after, "begun", "The event has begun"],
  [over("something new"), before, "ended", "Your place in line has ended"],
] as const)("case %#: the words for each way a place may stand", (place, now, stage, title) => {
  expect(stageOf(place, now)).toBe(stage);
  expect(headline(place, stage, waitlist.en, format)).toBe(title);
  for (const texts of Object.values(waitlist)) expect(lead(place, stage, texts, format)).not.toBe("");
});

test("a place is looked at again while something may happen to it, and can be taken again once it ended", () => {
  expect((["unconfirmed", "pending", "coming", "offered"] as const).every(mayChange)).toBe(true);
  const ended = ["completed", "left", "passed", "declined", "cancelled", "begun", "lapsed", "ended"] as const;
  expect(ended.some(mayChange)).toBe(false);
  expect(ended.filter(mayJoinAgain)).toEqual(["left", "passed", "declined", "lapsed", "ended"]);
});

test("what came before is said where it matters", () => {
  expect(noticeOf(placeLike({ reason: "withdrawn" }))).toBe("withdrawn");
  expect(noticeOf(placeLike({ reason: "declined" }))).toBe("keptPlace");
  expect(noticeOf(placeLike({ status: "assigned", offer: offerLike(true) }))).toBe("apart");
  expect(noticeOf(placeLike({ status: "assigned", offer: offerLike() }))).toBeNull();
  expect(noticeOf(over("declined"))).toBeNull();
});

describe("a place that waits", () => {
  test.each([
    [{ lastHour: 1, lastDay: 1 }, "1 place in the last hour"],
    [{ lastHour: 2, lastDay: 11 }, "2 places in the last hour, 11 in the last day"],
    [{ lastHour: 0, lastDay: 1 }, "1 place in the last day, none in the last hour"],
    [{ lastHour: 0, lastDay: 0 }, "It has not moved in the last day; it moves when seats come free"],
  ])("says how fast it moves: %j", (moved, text) => {
    expect(pace(moved, waitlist.en)).toBe(text);
  });

  test("says what is wanted", () => {
    expect(wish(placeLike(), "€45.50", waitlist.en)).toBe(
      "2 seats beside each other, in STALLS, for up to €45.50 each",
    );
    const anything = placeLike({ quantity: 1, sections: [], maxPrice: null });
    expect(wish(anything, null, waitlist.en)).toBe("1 seat");
    expect(wish({ ...anything, accessible: true }, null, waitlist.de)).toBe("1 Platz für Rollstuhl oder Begleitung");
  });
});
