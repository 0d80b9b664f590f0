/** Who the tickets are for, as it was typed. */
export type Contact = { name: string; email: string };

export type ContactFaults = { name: "nameMissing" | null; email: "emailMissing" | "emailShape" | null };

export const noFaults: ContactFaults = { name: null, email: null };

/** What is wrong as far as a browser can tell; the server decides. */
export function faultsOf({ name, email }: Contact): ContactFaults {
  const address = email.trim();
  return {
    name: name.trim() === "" ? "nameMissing" : null,
    email: address === "" ? "emailMissing" : /^[^\s@]+@[^\s@]+$/.test(address) ? null : "emailShape",
  };
}

export function isSound(faults: ContactFaults): boolean {
  return faults.name === null && faults.email === null;
}
