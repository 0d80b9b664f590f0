import { defineArea } from "../area";

/** The way into the line, apart from the line's own texts: it stands on pages of events that mostly have none. */
export const line = defineArea({
  en: { join: "Join the line" },
  es: { join: "Apuntarme a la lista de espera" },
  de: { join: "In die Warteschlange" },
});
