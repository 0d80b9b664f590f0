import { expect, test } from "vitest";
import type { Claims } from "./code/verify";
import { type Entry, isFinal, judge, judgeNumber, type Known } from "./judge";

const evening = Date.parse("2036-05-01T19:00:00Z");
const claims: Claims = {
  eventId: "e",
  ticketId: "t",
  seatLabel: "Stalls C-14",
  ticketNumber: "K7MPX2QD-1",
  issuedAt: evening - 86_400_000,
  revision: 1,
};
const entry = (more: Partial<Entry>): Entry => ({ status: "valid", revision: 1, admittedAt: null, gate: "", ...more });
const known = (more: Partial<Known> = {}): Known => ({
  event: { id: "e", startsAt: evening },
  entry: null,
  own: null,
  now: evening,
  ...more,
});
const used = entry({ status: "used", admittedAt: evening - 60_000, gate: "B" });

test("a ticket that the list does not name is let in, also long before the start", () => {
  expect(judge(claims, known())).toEqual({ outcome: "admitted", reason: "ok" });
  expect(judge(claims, known({ now: evening - 30 * 86_400_000 })).outcome).toBe("admitted");
});

test("wrong event, void, issued again, used and over are told apart", () => {
  const reason = (more: Partial<Known>, revision = 1) => judge({ ...claims, revision }, known(more)).reason;
  expect(reason({ event: { id: "another", startsAt: evening } })).toBe("wrong_event");
  expect(reason({ entry: entry({ status: "cancelled", revision: 2 }) })).toBe("ticket_void");
  expect(reason({ entry: entry({ revision: 2 }) })).toBe("reissued");
  expect(reason({ entry: entry({ revision: 2 }) }, 2)).toBe("ok");
  expect(reason({ entry: used })).toBe("already_admitted");
  expect(reason({ now: evening + 86_400_000 })).toBe("event_over");
  expect(reason({ now: evening + 86_399_999 })).toBe("ok");
});

test("a used ticket says when and where", () => {
  expect(judge(claims, known({ entry: used })).before).toEqual({ at: evening - 60_000, gate: "B" });
});

test("what this device let in is not let in again, whatever the list says", () => {
  const own = { at: evening, gate: "A" };
  expect(judge(claims, known({ own }))).toEqual({ outcome: "refused", reason: "already_admitted", before: own });
  expect(judge(claims, known({ own, entry: entry({}) })).reason).toBe("already_admitted");
});

test("a code newer than the list is judged by itself", () => {
  expect(judge({ ...claims, revision: 2 }, known({ entry: used })).outcome).toBe("admitted");
});

test("an admission that was taken back admits again", () => {
  expect(judge(claims, known({ entry: entry({}) })).outcome).toBe("admitted");
});

test("a number can be refused by the list, and never admitted by it", () => {
  const by = (more: Partial<Known>) => judgeNumber(known(more));
  expect(by({ entry: used }).reason).toBe("already_admitted");
  expect(by({ entry: entry({ status: "cancelled" }) }).reason).toBe("ticket_void");
  expect(by({ own: { at: evening, gate: "" } }).reason).toBe("already_admitted");
  expect(by({})).toEqual({ outcome: "look", reason: "number_offline" });
});

test("the server need not be asked about what it cannot judge otherwise", () => {
  expect(isFinal(judge(claims, known({ entry: entry({ revision: 2 }) })))).toBe(true);
  expect(isFinal(judge(claims, known({ entry: used })))).toBe(false);
  expect(isFinal(judge(claims, known()))).toBe(false);
});
