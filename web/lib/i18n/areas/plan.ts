import { defineArea } from "../area";

/** What moves the picture of a plan, in the shop and in the office. */
export const plan = defineArea({
  en: {
    zoomIn: "Zoom in",
    zoomOut: "Zoom out",
    whole: "Whole plan",
    overview: "Where you are in the plan",
    corner: "The first corner is set. Go to the other one and press Enter.",
  },
  es: {
    zoomIn: "Acercar",
    zoomOut: "Alejar",
    whole: "Plano entero",
    overview: "Dónde estás en el plano",
    corner: "La primera esquina está puesta. Ve a la otra y pulsa Intro.",
  },
  de: {
    zoomIn: "Vergrößern",
    zoomOut: "Verkleinern",
    whole: "Ganzer Plan",
    overview: "Wo Sie im Plan sind",
    corner: "Die erste Ecke ist gesetzt. Gehen Sie zur anderen und drücken Sie die Eingabetaste.",
  },
});
