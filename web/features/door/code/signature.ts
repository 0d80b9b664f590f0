import { verifyAsync } from "@noble/ed25519";

type Bytes = Uint8Array<ArrayBuffer>;

/** Whether the key made the Ed25519 signature (RFC 8032) of the message. Older browsers have SHA-512 and no Ed25519: they compute it. */
export async function isSignedBy(key: Bytes, message: Bytes, signature: Bytes): Promise<boolean> {
  try {
    return await natively(key, message, signature);
  } catch {
    return verifyAsync(signature, message, key, { zip215: false });
  }
}

/** The browser's own check; throws where it has none. */
async function natively(key: Bytes, message: Bytes, signature: Bytes): Promise<boolean> {
  const imported = await crypto.subtle.importKey("raw", key, "Ed25519", false, ["verify"]);
  return crypto.subtle.verify("Ed25519", imported, signature, message);
}
