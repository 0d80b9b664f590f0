import type { Schemas } from "@/lib/api";

/** An event for tests: a hundred seats, sixty of them free. */
export const testEvent: Schemas["CatalogManagedEvent"] = {
  id: "0190aaaa-0000-7000-8000-000000000001",
  name: "An evening of strings",
  description: "Four quartets.",
  eventDate: "2036-05-05T01:00:00Z",
  timeZone: "America/Lima",
  venue: "Teatro Nacional",
  maxCapacity: 200,
  basePrice: 35,
  currency: "USD",
  minPrice: 35,
  maxPrice: 80,
  isActive: true,
  status: "active",
  saleOpensAt: null,
  saleClosesAt: null,
  maxPerCustomer: null,
  totalSeats: 100,
  availableSeats: 60,
  reservedSeats: 5,
  soldSeats: 30,
  revenue: 1250.5,
  unavailableSeats: 5,
  createdAt: "2036-01-01T00:00:00Z",
  updatedAt: null,
};
