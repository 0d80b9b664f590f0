export type EmailFault = "missing" | "shape";
export type PasswordFault = "missing" | "short" | "long" | "address";

const shortest = 8; // characters
const longest = 256; // bytes

/** What is wrong with a mail address as far as a browser can tell; the server decides. */
export function emailFault(email: string): EmailFault | null {
  if (email.trim() === "") return "missing";
  return /^[^\s@]+@[^\s@]+$/.test(email.trim()) ? null : "shape";
}

/** What is wrong with a new password. The server knows one thing more: which are common. */
export function passwordFault(password: string, email = ""): PasswordFault | null {
  if (password === "") return "missing";
  if ([...password].length < shortest) return "short";
  if (new TextEncoder().encode(password).length > longest) return "long";
  return isAddress(password, email) ? "address" : null;
}

function isAddress(password: string, email: string): boolean {
  const folded = email.trim().toLowerCase();
  const plain = password.trim().toLowerCase();
  return folded !== "" && (plain === folded || plain === folded.split("@")[0]);
}
