import { defineArea } from "../area";

/** What moves the picture of a plan, in the shop and in the office. */
export const plan = defineArea({
  en: {
    zoomIn: "Zoom in",
    zoomOut: "Zoom out",
    whole: "Whole plan",
    overview: "Where you are in the plan",
  },
  es: {
    zoomIn: "Acercar",
    zoomOut: "Alejar",
    whole: "Plano entero",
    overview: "Dónde estás en el plano",
  },
  de: {
    zoomIn: "Vergrößern",
    zoomOut: "Verkleinern",
    whole: "Ganzer Plan",
    overview: "Wo Sie im Plan sind",
  },
});
