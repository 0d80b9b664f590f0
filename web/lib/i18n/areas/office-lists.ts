import { defineArea } from "../area";

/** What all lists of the office share. */
export const officeLists = defineArea({
  en: {
    shown: (rows: number) => (rows === 1 ? "1 row" : `${rows} rows`),
    clear: "Clear filters",
    all: "All",
    allEvents: "All events",
    event: "Event",
    status: "Status",
    search: "Search",
    details: "Details",
    refresh: "Look again",
  },
  es: {
    shown: (rows: number) => (rows === 1 ? "1 fila" : `${rows} filas`),
    clear: "Quitar filtros",
    all: "Todos",
    allEvents: "Todos los eventos",
    event: "Evento",
    status: "Estado",
    search: "Buscar",
    details: "Detalles",
    refresh: "Mirar de nuevo",
  },
  de: {
    shown: (rows: number) => (rows === 1 ? "1 Zeile" : `${rows} Zeilen`),
    clear: "Filter aufheben",
    all: "Alle",
    allEvents: "Alle Veranstaltungen",
    event: "Veranstaltung",
    status: "Stand",
    search: "Suche",
    details: "Einzelheiten",
    refresh: "Neu nachsehen",
  },
});
