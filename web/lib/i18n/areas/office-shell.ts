import { defineArea } from "../area";

/** The frame of the office: where one can go, who is at work, and who may come in. */
export const officeShell = defineArea({
  en: {
    navigation: "Office",
    account: "Your account",
    places: {
      dashboard: "Dashboard",
      events: "Events",
      orders: "Orders",
      attendees: "Attendees",
      mails: "Mails",
      staff: "Staff",
      messages: "Messages",
    },
    roles: { User: "Customer", Staff: "Staff", Organiser: "Organiser", Admin: "Administrator" },
    toShop: "To the shop",
    signIn: { title: "Sign in to the office", lead: "For staff, organisers and administrators." },
    noAccess: {
      title: "The office is for the house",
      text: (email: string) =>
        `You are signed in as ${email}, an account of a customer. An administrator can make it one of the house, or you sign in with another.`,
      other: "Sign in with another account",
    },
  },
  es: {
    navigation: "Oficina",
    account: "Tu cuenta",
    places: {
      dashboard: "Panel",
      events: "Eventos",
      orders: "Pedidos",
      attendees: "Asistentes",
      mails: "Correos",
      staff: "Personal",
      messages: "Mensajes",
    },
    roles: { User: "Cliente", Staff: "Personal", Organiser: "Organización", Admin: "Administración" },
    toShop: "Ir a la tienda",
    signIn: { title: "Entrar en la oficina", lead: "Para personal, organización y administración." },
    noAccess: {
      title: "La oficina es para el equipo",
      text: (email: string) =>
        `Has iniciado sesión como ${email}, una cuenta de cliente. La administración puede darle acceso, o puedes entrar con otra cuenta.`,
      other: "Entrar con otra cuenta",
    },
  },
  de: {
    navigation: "Büro",
    account: "Ihr Konto",
    places: {
      dashboard: "Übersicht",
      events: "Veranstaltungen",
      orders: "Bestellungen",
      attendees: "Gäste",
      mails: "Mails",
      staff: "Personal",
      messages: "Nachrichten",
    },
    roles: { User: "Kundschaft", Staff: "Personal", Organiser: "Veranstaltung", Admin: "Verwaltung" },
    toShop: "Zum Shop",
    signIn: { title: "Im Büro anmelden", lead: "Für Personal, Veranstalter und Verwaltung." },
    noAccess: {
      title: "Das Büro ist für das Haus",
      text: (email: string) =>
        `Sie sind angemeldet als ${email}, mit einem Kundenkonto. Die Verwaltung kann es für das Büro freigeben, oder Sie melden sich mit einem anderen an.`,
      other: "Mit einem anderen Konto anmelden",
    },
  },
});
