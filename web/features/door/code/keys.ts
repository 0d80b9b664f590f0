import type { Schemas } from "@/lib/api";

/** A public key that signs codes, by the name that it has in them. */
export type Key = { name: string; bytes: Uint8Array<ArrayBuffer> };

/** The keys of a key set (RFC 7517, RFC 8037) as /.well-known/ticket-keys serves it. Keys of another kind are passed over. */
export function readKeys(set: Schemas["FulfillmentKeySet"]): Key[] {
  return (set.keys ?? [])
    .filter(({ kty, crv }) => kty === "OKP" && crv === "Ed25519")
    .map(({ kid, x }) => ({ name: kid, bytes: fromBase64Url(x) }))
    .filter(({ bytes }) => bytes.length === 32);
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}
