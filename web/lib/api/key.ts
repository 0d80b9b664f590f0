/** A new idempotency key. Sent again with the same request, the server answers the same instead of doing it twice. */
export function newKey(): string {
  // randomUUID is missing where the page came without TLS from another host than localhost.
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
