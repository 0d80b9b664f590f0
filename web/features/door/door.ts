import { newKey, Problem, sessionEnded, unreachable } from "@/lib/api";
import { createStore, type Store } from "@/lib/store";
import { type Found, findByCode, findByNumber } from "./find";
import type { Known } from "./known";
import { confirmed, send, sendWaiting } from "./queue";
import { bringUpToDate } from "./reading";
import { failure, type Server, verdictIn } from "./server";
import type { CheckIn, Scan } from "./store/records";
import { placeOf } from "./words";

// The rule of docs/guides/door.md in numbers, all in milliseconds.
const shownAfter = 250; // from then on the page says that the server is being asked
const patience = 1000; // without an answer until then the device is on its own
const rhythm = { online: 15_000, offline: 5_000, joining: 5_000 };

/** What was read from a ticket, or the number that somebody typed. A scan never fills in a number. */
export type Input = { code: string } | { ticketNumber: string };

/** What the page shows of the door. */
export type DoorState = {
  /** `online`: the server answers in time and decides. `offline`: this device does, by what it knows; `joining`: so far. */
  link: "online" | "offline" | "joining";
  /** When what is known was read, in the server's milliseconds; null: never. */
  readAt: number | null;
  /** The server takes longer than a moment over the ticket at the door. */
  asking: boolean;
  /** Nobody is signed in who may send; scanning goes on. */
  barred: boolean;
  /** Whether anything outlives the page in this browser. */
  lasting: boolean;
  /** This event's scans, the newest first. */
  scans: readonly Scan[];
  /** Admissions of any event that the server has not confirmed. */
  waiting: number;
};

/** A door of an event: judges tickets, keeps what it admitted and hands it in, and keeps what it knows fresh. */
export class Door {
  readonly state: Store<DoorState>;
  private turn: Promise<unknown> = Promise.resolve(); // of scans
  private talk: Promise<unknown> = Promise.resolve(); // with the server, beside scans
  // What the server was asked last without an answer, and this device did not admit: asked again, it is the same scan.
  private open: { text: string; id: string; body: CheckIn } | null = null;

  constructor(
    private readonly known: Known,
    private readonly gate: string,
    private readonly server: Server,
    private readonly now: () => number,
  ) {
    this.state = createStore<DoorState>({ link: "joining", asking: false, barred: false, ...this.shown() });
  }

  /** Meets the server now and again until it is stopped. Returns how to stop. */
  start(): () => void {
    let timer: ReturnType<typeof setTimeout>;
    let stopped = false;
    const next = async () => {
      clearTimeout(timer);
      await this.meet();
      if (!stopped) timer = setTimeout(next, rhythm[this.state.get().link]);
    };
    const lost = () => this.set({ link: "offline" });
    const seen = () => document.visibilityState === "visible" && void next();
    window.addEventListener("online", next);
    window.addEventListener("offline", lost);
    document.addEventListener("visibilitychange", seen);
    void next();
    return () => {
      stopped = true;
      clearTimeout(timer);
      window.removeEventListener("online", next);
      window.removeEventListener("offline", lost);
      document.removeEventListener("visibilitychange", seen);
    };
  }

  /** The verdict on a ticket. One after the other, so that of two scans of a ticket the second knows of the first. */
  scan(input: Input): Promise<Scan> {
    return this.inTurn(() => this.decide(input));
  }

  /** Hands in what waits, and reads what has changed. */
  meet(): Promise<void> {
    return this.talking(async () => {
      try {
        const sent = await sendWaiting(this.known, this.server, this.now);
        if (sent !== "done") return this.alone(sent);
        const took = await bringUpToDate(this.known, this.server, this.now);
        this.set({ link: took <= patience ? "online" : "offline", barred: false });
      } catch (error) {
        this.alone(failure(error));
      }
    });
  }

  /** Takes an admission back. One that the server cannot have yet needs no network. Throws a Problem where it stays as it is. */
  undo(id: string): Promise<void> {
    return this.talking(async () => {
      const scan = this.known.scan(id);
      if (scan?.sync === "waiting" && scan.attempted) await this.settle(scan);
      const settled = this.known.scan(id);
      if (settled?.sync === "sent") await this.takeBack(settled);
      else if (settled?.sync === "waiting") await this.known.put({ ...settled, sync: "undone" });
      this.set({});
    });
  }

  /** Somebody has seen that the server refused what was admitted here. */
  async dismiss(id: string): Promise<void> {
    const scan = this.known.scan(id);
    if (scan) await this.known.put({ ...scan, seen: true });
    this.set({});
  }

  private async decide(input: Input): Promise<Scan> {
    const found = await this.find(input);
    const scan = this.begin(input, found);
    const asked = this.state.get().link === "online" && !found.final;
    const answered = asked ? await this.ask(scan) : null;
    const done = answered ?? onItsOwn(scan, asked);
    const lost = asked && !answered && done.sync === "none";
    this.open = lost ? { text: textOf(input), id: scan.id, body: scan.body } : null;
    await this.known.put(done);
    this.set({});
    if (done.verdict.reason === "void_or_reissued") void this.explain(input, done);
    return done;
  }

  private async find(input: Input): Promise<Found> {
    if ("code" in input) return findByCode(this.known, input.code, this.now());
    return findByNumber(this.known, input.ticketNumber, this.now());
  }

  /** The server does not say which of both it is; its list does, a moment later. */
  private async explain(input: Input, scan: Scan): Promise<void> {
    await this.meet();
    const { verdict } = await this.find(input);
    if (verdict.reason !== "ticket_void" && verdict.reason !== "reissued") return;
    await this.known.put({ ...scan, verdict });
    this.set({});
  }

  /** A scan with the verdict of this device. */
  private begin(input: Input, { verdict, ticketId, ticketNumber, seat }: Found): Scan {
    const at = this.now();
    const same = this.open?.text === textOf(input) ? this.open : null;
    const body = same?.body ?? {
      ...input,
      eventId: this.known.roll.id,
      gate: this.gate,
      at: new Date(at).toISOString(),
    };
    return {
      ...{ id: same?.id ?? newKey(), eventId: this.known.roll.id, at, body },
      ...{ ticketId, ticketNumber, seat, holder: "", verdict },
      ...{ sync: "none", attempted: false, sentAt: null, conflict: null, seen: false },
    };
  }

  /** The server's verdict, or null where none comes in time: from then on the device is on its own. */
  private async ask(scan: Scan): Promise<Scan | null> {
    const giveUp = new AbortController();
    const slow = setTimeout(() => this.set({ asking: true }), shownAfter);
    try {
      const admission = await inTime(this.server.checkIn(scan.body, scan.id, giveUp.signal), patience);
      const verdict = { outcome: "admitted", reason: "ok" } as const;
      return { ...confirmed(scan, admission, this.now()), seat: placeOf(admission), verdict };
    } catch (error) {
      const what = failure(error);
      if (what === "refused") return { ...scan, verdict: verdictIn(error) };
      giveUp.abort();
      this.alone(what);
      return null;
    } finally {
      clearTimeout(slow);
      this.set({ asking: false });
    }
  }

  /** Hands in one scan whose answer is needed. */
  private async settle(scan: Scan): Promise<void> {
    const sent = await send(this.known, this.server, this.now, scan);
    if (sent === "done") return;
    this.alone(sent);
    throw new Problem(sent === "barred" ? { code: sessionEnded, status: 401 } : { code: unreachable });
  }

  private async takeBack(scan: Scan): Promise<void> {
    try {
      await this.server.undo(scan.ticketId ?? "");
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== "not_admitted") throw error; // else it was taken back elsewhere
    }
    await this.known.put({ ...scan, sync: "undone" });
    await bringUpToDate(this.known, this.server, this.now).catch(() => {}); // else with the next meeting
  }

  private alone(why: "unanswered" | "barred" | "refused"): void {
    this.set({ link: "offline", barred: why === "barred" || this.state.get().barred });
  }

  private set(change: Partial<DoorState>): void {
    this.state.set({ ...this.state.get(), ...change, ...this.shown() });
  }

  private shown() {
    const { lasting, roll } = this.known;
    return { lasting, readAt: roll.readAt, scans: this.known.scans(), waiting: this.known.waiting().length };
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.turn.then(work);
    this.turn = done.catch(() => {}); // a scan that failed holds up nobody
    return done;
  }

  private talking<T>(work: () => Promise<T>): Promise<T> {
    const done = this.talk.then(work);
    this.talk = done.catch(() => {});
    return done;
  }
}

/** What a device makes of a scan without the server: what it admits is handed in later. */
function onItsOwn(scan: Scan, attempted: boolean): Scan {
  return { ...scan, attempted, sync: scan.verdict.outcome === "admitted" ? "waiting" : "none" };
}

const textOf = (input: Input) => ("code" in input ? input.code : input.ticketNumber);

function inTime<T>(work: Promise<T>, limit: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout>;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Problem({ code: unreachable })), limit);
  });
  return Promise.race([work, over]).finally(() => clearTimeout(timer));
}
