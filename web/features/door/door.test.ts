import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Problem } from "@/lib/api";
import {
  admission,
  doorEntry,
  elsewhere,
  evening,
  first,
  newDevice,
  openDoor,
  PlayedServer,
  refuse,
  second,
  standing,
  unreachable,
  used,
} from "./testDoor";

let server: PlayedServer;

beforeEach(() => {
  newDevice();
  server = new PlayedServer();
});
afterEach(() => vi.useRealTimers());

/** A door that has met the server once, and is online. */
async function ready(now?: () => number) {
  const opened = await openDoor(server, now);
  await opened.door.meet();
  return opened;
}

/** A door that knows its event and has lost the server. */
async function alone() {
  const opened = await ready();
  server.away = true;
  await opened.door.meet();
  return opened;
}

test("online the server decides, and hears gate, event and time", async () => {
  const { door } = await ready();
  const scan = await door.scan({ code: first.code });
  expect(scan).toMatchObject({
    verdict: { outcome: "admitted" },
    sync: "sent",
    seat: "Platea C-14",
    holder: "Ana Muñoz",
  });
  const body = { code: first.code, eventId: first.eventId, gate: "B", at: "2036-05-01T19:00:00.000Z" };
  expect(server.sent).toEqual([{ body, key: scan.id }]);
});

test("online the server's refusal stands against what is known here", async () => {
  const { door } = await ready();
  server.answers = [refuse(used())];
  const { verdict, sync } = await door.scan({ code: first.code });
  const before = { at: Date.parse("2036-05-01T18:58:00Z"), gate: "A" };
  expect(verdict).toEqual({ outcome: "refused", reason: "already_admitted", before });
  expect(sync).toBe("none");
});

test("what no server could judge otherwise is not asked", async () => {
  server.pages = [{ items: [doorEntry({ status: "valid", revision: 2 })], next: null }];
  const { door } = await ready();
  const reason = async (code: string) => (await door.scan({ code })).verdict.reason;
  expect(await reason("https://example.com/")).toBe("invalid_code");
  expect(await reason(elsewhere.code)).toBe("wrong_event");
  expect(await reason(first.code)).toBe("reissued");
  expect(server.sent).toEqual([]);
  expect(await reason(second.code)).toBe("ok");
});

test("void and issued again, which the server tells alike, are told apart as soon as its list is read", async () => {
  const { door } = await ready();
  const gone = refuse(new Problem({ code: "ticket_void", status: 410 }));
  server.answers = [gone, gone];
  server.pages = [
    { items: [doorEntry({ status: "valid", revision: 2 })], next: null },
    { items: [doorEntry({ ticketId: standing.ticketId, status: "cancelled" })], next: null },
  ];
  expect((await door.scan({ code: first.code })).verdict.reason).toBe("void_or_reissued");
  await vi.waitFor(() => expect(door.state.get().scans[0]?.verdict.reason).toBe("reissued"));
  await door.scan({ code: standing.code });
  await vi.waitFor(() => expect(door.state.get().scans[0]?.verdict.reason).toBe("ticket_void"));
});

test("a server that takes longer is waited for with a word, and then the device decides by itself", async () => {
  const { door } = await ready();
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  server.answers = [() => new Promise(() => {})];
  const scan = door.scan({ code: first.code });
  await vi.waitFor(() => expect(server.sent).toHaveLength(1));
  await vi.advanceTimersByTimeAsync(260);
  expect(door.state.get()).toMatchObject({ asking: true, link: "online" });
  await vi.advanceTimersByTimeAsync(800);
  vi.useRealTimers();
  expect(await scan).toMatchObject({ verdict: { outcome: "admitted" }, sync: "waiting", attempted: true });
  expect(door.state.get()).toMatchObject({ asking: false, link: "offline", waiting: 1 });
});

test("offline a ticket is let in once, and also not when the server is back and has not heard of it", async () => {
  const { door } = await alone();
  expect(await door.scan({ code: first.code })).toMatchObject({ verdict: { outcome: "admitted" }, sync: "waiting" });
  const again = { outcome: "refused", reason: "already_admitted", before: { at: evening, gate: "B" } };
  expect((await door.scan({ code: first.code })).verdict).toEqual(again);
  door.state.set({ ...door.state.get(), link: "online" });
  server.away = false;
  expect((await door.scan({ code: first.code })).verdict).toEqual(again);
  expect((await door.scan({ ticketNumber: first.ticketNumber })).verdict).toEqual(again);
  expect(server.sent).toEqual([]);
});

test("two scans of a ticket at once admit once", async () => {
  const { door } = await alone();
  const scans = await Promise.all([door.scan({ code: first.code }), door.scan({ code: first.code })]);
  expect(scans.map(({ verdict }) => verdict.outcome)).toEqual(["admitted", "refused"]);
});

test("offline what the list says counts, and says when and where", async () => {
  server.pages = [{ items: [doorEntry({})], next: null }];
  const { door } = await alone();
  const before = { at: Date.parse("2036-05-01T18:58:00Z"), gate: "A" };
  expect((await door.scan({ code: first.code })).verdict).toMatchObject({ reason: "already_admitted", before });
  expect((await door.scan({ ticketNumber: ` ${first.ticketNumber.toLowerCase()} ` })).verdict).toMatchObject({
    before,
  });
  expect((await door.scan({ code: standing.code })).verdict.outcome).toBe("admitted");
});

test("a device that was never ready lets nobody in by itself", async () => {
  server.away = true;
  const { door } = await openDoor(server);
  await door.meet();
  expect((await door.scan({ code: first.code })).verdict).toEqual({ outcome: "look", reason: "no_data" });
  expect((await door.scan({ ticketNumber: "X-1" })).verdict).toEqual({ outcome: "look", reason: "number_offline" });
});

test("what waits survives the page, and is handed in with its key and its words", async () => {
  const before = await alone();
  const scan = await before.door.scan({ code: first.code });
  const { door } = await openDoor(server); // as after a kill
  expect(door.state.get()).toMatchObject({ waiting: 1, readAt: evening });
  expect((await door.scan({ code: first.code })).verdict.reason).toBe("already_admitted");
  server.away = false;
  await door.meet();
  expect(server.sent).toEqual([{ key: scan.id, body: scan.body }]);
  expect(door.state.get()).toMatchObject({ waiting: 0, link: "online" });
});

test("what was admitted elsewhere too becomes a conflict, and holds up nothing", async () => {
  const { door } = await alone();
  await door.scan({ code: first.code });
  await door.scan({ code: standing.code });
  server.away = false;
  server.answers = [refuse(used())];
  await door.meet();
  const [later, earlier] = door.state.get().scans;
  expect(later).toMatchObject({ sync: "sent", ticketId: admission().ticketId });
  expect(earlier).toMatchObject({
    sync: "conflict",
    conflict: { reason: "already_admitted", before: { gate: "A" } },
    seen: false,
  });
  await door.dismiss(earlier?.id ?? "");
  expect(door.state.get().scans[1]?.seen).toBe(true);
});

test("while no answer comes the rest waits in its order", async () => {
  const { door } = await alone();
  await door.scan({ code: first.code });
  await door.scan({ code: standing.code });
  server.away = false;
  server.answers = [refuse(unreachable())];
  await door.meet();
  expect(server.sent).toHaveLength(1);
  expect(door.state.get()).toMatchObject({ waiting: 2, link: "offline" });
  await door.meet();
  expect(server.sent.map(({ body }) => body.code)).toEqual([first.code, first.code, standing.code]);
  expect(server.sent[0]).toEqual(server.sent[1]);
});

test("an admission that the server knows under another sender's key is no conflict", async () => {
  const { door } = await alone();
  await door.scan({ code: first.code });
  server.away = false;
  const mine = { code: "already_admitted", status: 409, admittedAt: "2036-05-01T19:00:00Z", gate: "B" };
  server.answers = [refuse(new Problem(mine))];
  await door.meet();
  expect(door.state.get().scans[0]).toMatchObject({ sync: "sent" });
});

test("a clock that was ahead is set back, as another request", async () => {
  let time = evening + 3_600_000;
  const { door } = await ready(() => time);
  server.away = true;
  await door.meet();
  await door.scan({ code: first.code });
  time = evening;
  server.away = false;
  server.answers = [refuse(new Problem({ code: "scan_in_future", status: 400 }))];
  await door.meet();
  const [ahead, again] = server.sent;
  expect(again?.body).toEqual({ ...ahead?.body, at: "2036-05-01T19:00:00.000Z" });
  expect(again?.key).not.toBe(ahead?.key);
  expect(door.state.get().scans).toMatchObject([{ sync: "sent" }]);
});

test("undoing what nobody has heard of needs no network, and admits again", async () => {
  const { door } = await alone();
  const { id } = await door.scan({ code: first.code });
  await door.undo(id);
  expect(door.state.get()).toMatchObject({ waiting: 0, scans: [{ sync: "undone" }] });
  expect((await door.scan({ code: first.code })).verdict.outcome).toBe("admitted");
});

test("undoing what the server knows is the server's to do", async () => {
  const { door } = await ready();
  const { id } = await door.scan({ code: first.code });
  server.away = true;
  await expect(door.undo(id)).rejects.toMatchObject({ code: "unreachable" });
  expect(door.state.get().scans[0]?.sync).toBe("sent");
  server.away = false;
  await door.undo(id);
  expect(server.undone).toEqual([first.ticketId]);
  expect(door.state.get().scans[0]?.sync).toBe("undone");
});

test("undoing what the server may have hands it in first", async () => {
  const { door } = await ready();
  server.answers = [refuse(unreachable())];
  const { id } = await door.scan({ code: first.code });
  await door.undo(id);
  expect(server.sent.map(({ key }) => key)).toEqual([id, id]);
  expect(server.undone).toEqual([first.ticketId]);
});

test("a number whose answer was lost is asked about again as the same scan", async () => {
  const { door } = await ready();
  server.answers = [refuse(unreachable())];
  const lost = await door.scan({ ticketNumber: first.ticketNumber });
  expect(lost.verdict).toEqual({ outcome: "look", reason: "number_offline" });
  await door.meet();
  const again = await door.scan({ ticketNumber: first.ticketNumber });
  expect(again).toMatchObject({ id: lost.id, verdict: { outcome: "admitted" } });
  expect(server.sent[0]).toEqual(server.sent[1]);
});

test("the list is read page by page, and later from a minute before the newest change", async () => {
  const other = doorEntry({ ticketId: standing.ticketId, changedAt: "2036-05-01T18:59:30.5Z" });
  server.pages = [
    { items: [doorEntry({})], next: "2" },
    { items: [other], next: null },
  ];
  const { door } = await ready();
  await door.meet();
  expect(server.lists).toEqual([
    { since: null, cursor: null },
    { since: null, cursor: "2" },
    { since: "2036-05-01T18:58:30.500Z", cursor: null },
  ]);
  expect(door.state.get().readAt).toBe(evening);
});

test("an admission that was taken back elsewhere admits again", async () => {
  const { door } = await ready();
  await door.scan({ code: first.code });
  server.pages = [{ items: [doorEntry({ status: "valid", changedAt: "2036-05-01T19:05:00Z" })], next: null }];
  await door.meet();
  server.away = true;
  expect((await door.scan({ code: first.code })).verdict.outcome).toBe("admitted");
});

test("a session that is over is told, and scanning goes on", async () => {
  const { door } = await ready();
  server.answers = [refuse(new Problem({ code: "session_ended", status: 401 }))];
  expect(await door.scan({ code: first.code })).toMatchObject({ verdict: { outcome: "admitted" }, sync: "waiting" });
  expect(door.state.get()).toMatchObject({ barred: true, link: "offline" });
  await door.meet();
  expect(door.state.get()).toMatchObject({ barred: false, link: "online", waiting: 0 });
});
