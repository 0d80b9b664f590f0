import { fromBase32 } from "./base32";
import type { Key } from "./keys";
import { isSignedBy } from "./signature";

/** What a code says about its ticket. Whether the ticket was used or issued again is not in it. */
export type Claims = {
  eventId: string;
  ticketId: string;
  /** For people at the door: section, row and seat. */
  seatLabel: string;
  ticketNumber: string;
  /** Milliseconds; codes have whole seconds. */
  issuedAt: number;
  /** Rises with each issue of the ticket. */
  revision: number;
};

/** What a text came to: the claims of a good code, or why it is none. `unknown_key`: made up, or signed by a key newer than those here. */
export type Read = { claims: Claims } | { fault: "no_code" | "unknown_key" };

const noCode: Read = { fault: "no_code" };
const prefix = "ST1";
const version = 1;
const signatureSize = 64;
const fixedSize = 47; // version, key name, event, ticket, time of issue, revision
const longest = 400; // characters; more than any code has

/** Checks a code against the keys. Small letters and white space around it are forgiven, any other difference is not. */
export async function readCode(keys: readonly Key[], text: string): Promise<Read> {
  const raw = rawCode(text);
  if (raw === null || raw[0] !== version) return noCode;
  const payload = raw.slice(0, -signatureSize);
  const name = hex(payload.subarray(1, 5));
  const named = keys.filter((key) => key.name === name); // names are short: two keys may share one
  if (named.length === 0) return { fault: "unknown_key" };
  for (const key of named) {
    if (await isSignedBy(key.bytes, signedPart(payload), raw.slice(-signatureSize))) {
      const claims = readClaims(payload);
      return claims === null ? noCode : { claims };
    }
  }
  return noCode;
}

/** Whether a text that somebody typed is meant to be a code, not a ticket's number. */
export function looksLikeCode(text: string): boolean {
  return text.trim().length > 64 && prefix === capitals(text.trim().slice(0, prefix.length));
}

function rawCode(text: string): Uint8Array<ArrayBuffer> | null {
  const code = capitals(text.trim());
  if (code.length > longest || !code.startsWith(prefix)) return null;
  const raw = fromBase32(code.slice(prefix.length));
  return raw !== null && raw.length >= fixedSize + 2 + signatureSize ? raw : null;
}

/** Only our own letters: toUpperCase makes capitals of some that are not. */
function capitals(text: string): string {
  return text.replace(/[a-z]/g, (letter) => letter.toUpperCase());
}

/** The message under the signature: the prefix keeps a signature made for this from meaning anything elsewhere. */
function signedPart(payload: Uint8Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.from([...new TextEncoder().encode(prefix), ...payload]);
}

function readClaims(payload: Uint8Array<ArrayBuffer>): Claims | null {
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  const [ticketNumber, afterNumber] = readText(payload, fixedSize);
  const [seatLabel, end] = readText(payload, afterNumber);
  if (ticketNumber === null || seatLabel === null || end !== payload.length) return null;
  return {
    eventId: uuid(payload.subarray(5, 21)),
    ticketId: uuid(payload.subarray(21, 37)),
    issuedAt: Number(view.getBigInt64(37)) * 1000,
    revision: view.getUint16(45),
    ticketNumber,
    seatLabel,
  };
}

/** A text with its length before it, and where it ends; null where it is none. */
function readText(payload: Uint8Array, at: number): [text: string | null, end: number] {
  const length = payload[at];
  if (length === undefined || at + 1 + length > payload.length) return [null, payload.length];
  const end = at + 1 + length;
  try {
    return [new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(payload.subarray(at + 1, end)), end];
  } catch {
    return [null, end];
  }
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function uuid(bytes: Uint8Array): string {
  return hex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
