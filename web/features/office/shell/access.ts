import type { Role } from "@/lib/session";

export const signInPath = "/admin/login";
export const homePath = "/admin";

/** Whether a role works in the office. What each may do there, the server decides again with every request. */
export function isHouse(role: Role): boolean {
  return role !== "User";
}

/** Whether a role makes and changes events, and gives money back. */
export function manages(role: Role): boolean {
  return role === "Organiser" || role === "Admin";
}

/** The page of the office that a sign-in leads back to; the dashboard where the address names none. */
export function officePath(next: string | null): string {
  const path = next?.split(/[?#]/)[0];
  const inside = path === homePath || path?.startsWith(`${homePath}/`);
  return next && inside && path !== signInPath ? next : homePath;
}

/** The sign-in that leads back to an address of the office. */
export function signInFor(address: string): string {
  return `${signInPath}?${new URLSearchParams({ next: officePath(address) })}`;
}
