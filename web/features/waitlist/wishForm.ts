import type { Schemas } from "@/lib/api";

/** What stands in the form's fields, as it was typed. */
export type WishForm = {
  email: string;
  name: string;
  quantity: string;
  maxPrice: string;
  sections: readonly string[];
  accessible: boolean;
};

export const emptyWish: WishForm = {
  email: "",
  name: "",
  quantity: "1",
  maxPrice: "",
  sections: [],
  accessible: false,
};

export type WishFaults = {
  email: "emailMissing" | "emailShape" | null;
  quantity: "quantity" | null;
  maxPrice: "price" | null;
};

export const noFaults: WishFaults = { email: null, quantity: null, maxPrice: null };

/** What is wrong with the form. `limit` is how many seats one person may have. */
export function faultsOf(form: WishForm, limit: number): WishFaults {
  const email = form.email.trim();
  const quantity = Number(form.quantity);
  return {
    email: email === "" ? "emailMissing" : /^[^\s@]+@[^\s@]+$/.test(email) ? null : "emailShape",
    quantity: Number.isInteger(quantity) && quantity >= 1 && quantity <= limit ? null : "quantity",
    maxPrice: form.maxPrice.trim() === "" || priceOf(form.maxPrice) !== null ? null : "price",
  };
}

export function isSound(faults: WishFaults): boolean {
  return Object.values(faults).every((fault) => fault === null);
}

/** An amount as people type it, with a comma or a point; null for what is none. */
export function priceOf(text: string): number | null {
  const plain = text.trim();
  return /^\d{1,12}([.,]\d{1,2})?$/.test(plain) ? Number(plain.replace(",", ".")) : null;
}

/** The body of the request; what is not wanted is left out. */
export function bodyOf(form: WishForm, eventId: string): Schemas["WaitlistJoinBody"] {
  const maxPrice = priceOf(form.maxPrice);
  const name = form.name.trim();
  return {
    eventId,
    email: form.email.trim(),
    quantity: Number(form.quantity),
    ...(name === "" ? {} : { name }),
    ...(maxPrice === null ? {} : { maxPrice }),
    ...(form.sections.length === 0 ? {} : { sections: [...form.sections] }),
    ...(form.accessible ? { accessible: true } : {}),
  };
}
