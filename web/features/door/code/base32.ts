const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/**
 * The bytes of a base32 text (RFC 4648, capitals, without padding), or null. Strict, as base32 leaves room for other texts with the same
 * bytes: the bits left over at the end are nothing, and no length stands for half a byte.
 */
export function fromBase32(text: string): Uint8Array<ArrayBuffer> | null {
  if ([1, 3, 6].includes(text.length % 8)) return null;
  const bytes = new Uint8Array(Math.floor((text.length * 5) / 8));
  let bits = 0;
  let kept = 0; // what waits for its byte; bits says how many of its last bits
  let at = 0;
  for (const letter of text) {
    const value = alphabet.indexOf(letter);
    if (value < 0) return null;
    kept = ((kept << 5) | value) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = kept >> bits;
    }
  }
  return (kept & ((1 << bits) - 1)) === 0 ? bytes : null;
}
