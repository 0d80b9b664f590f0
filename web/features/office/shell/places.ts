import {
  CalendarDays,
  LayoutDashboard,
  type LucideIcon,
  Mail,
  MessageSquareWarning,
  ReceiptText,
  ShieldUser,
  Users,
} from "lucide-react";
import type { Role } from "@/lib/session";

type Place = { name: PlaceName; href: string; icon: LucideIcon; adminOnly?: true };
export type PlaceName = "dashboard" | "events" | "orders" | "attendees" | "mails" | "staff" | "messages";

const all: readonly Place[] = [
  { name: "dashboard", href: "/admin", icon: LayoutDashboard },
  { name: "events", href: "/admin/events", icon: CalendarDays },
  { name: "orders", href: "/admin/orders", icon: ReceiptText },
  { name: "attendees", href: "/admin/attendees", icon: Users },
  { name: "mails", href: "/admin/mails", icon: Mail },
  { name: "staff", href: "/admin/staff", icon: ShieldUser, adminOnly: true },
  { name: "messages", href: "/admin/messages", icon: MessageSquareWarning, adminOnly: true },
];

/** Where a role may go in the office. */
export function placesFor(role: Role): readonly Place[] {
  return all.filter((place) => !place.adminOnly || role === "Admin");
}

/** Whether a page belongs to a place: the page of an event to the events, but not every page to the dashboard. */
export function isAt(path: string, href: string): boolean {
  return path === href || (href !== "/admin" && path.startsWith(`${href}/`));
}
