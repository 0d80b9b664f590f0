import { defineArea } from "../area";

/** Accounts and their roles. */
export const officePeople = defineArea({
  en: {
    title: "Staff and roles",
    lead: "Find an account by its mail address and say what it may do. Somebody new registers in the shop first.",
    search: "Mail address",
    searchHint: "A part of the address",
    columns: { email: "Account", role: "Role", verified: "Address", since: "Since", deeds: "What can be done" },
    roles: { User: "Customer", Staff: "Staff", Organiser: "Organiser", Admin: "Administrator" },
    may: {
      User: "Buys tickets, like everybody. Nothing of the office or the door.",
      Staff:
        "Looks at events, orders, attendees and mails; sends tickets again, gives new codes, cancels unpaid orders; admits people at the door.",
      Organiser:
        "All that staff may, and makes and changes events, seats and prices, takes events off sale, and gives money back.",
      Admin: "Everything, and decides who may do what, and looks after messages that got stuck.",
    },
    verified: "Confirmed",
    unverified: "Not confirmed",
    you: "You",
    change: "Change role",
    changeOf: (email: string) => `Change the role of ${email}`,
    dialog: {
      title: (email: string) => `Role of ${email}`,
      lead: (role: string) => `It is ${role} now. What shall it be?`,
      legend: "Role",
      sessions:
        "The account is signed out everywhere at once, and signs in again with its new role. Its orders and tickets stay as they are.",
      yourself: "This is your own account: you are signed out, and cannot take this back yourself.",
      confirm: (role: string) => `Make it ${role}`,
      same: "Choose another role first.",
      done: (email: string, role: string) => `${email} is ${role} now.`,
    },
    noneTitle: "No account with this in its address",
    noneText:
      "Somebody who is to work here registers in the shop first; then the account can be found and given a role.",
    onlyAdmins: "Who may do what is decided by administrators.",
  },
  es: {
    title: "Personal y roles",
    lead: "Busca una cuenta por su correo y decide qué puede hacer. Quien es nuevo se registra antes en la tienda.",
    search: "Correo electrónico",
    searchHint: "Una parte de la dirección",
    columns: { email: "Cuenta", role: "Rol", verified: "Dirección", since: "Desde", deeds: "Qué se puede hacer" },
    roles: { User: "Cliente", Staff: "Personal", Organiser: "Organización", Admin: "Administración" },
    may: {
      User: "Compra entradas, como todo el mundo. Nada de la oficina ni de la puerta.",
      Staff:
        "Ve eventos, pedidos, asistentes y correos; reenvía entradas, da códigos nuevos, cancela pedidos sin pagar; deja pasar en la puerta.",
      Organiser:
        "Todo lo del personal, y además crea y cambia eventos, asientos y precios, los quita de la venta y devuelve dinero.",
      Admin: "Todo, y además decide quién puede hacer qué y atiende los mensajes que se quedaron atascados.",
    },
    verified: "Confirmada",
    unverified: "Sin confirmar",
    you: "Tú",
    change: "Cambiar rol",
    changeOf: (email: string) => `Cambiar el rol de ${email}`,
    dialog: {
      title: (email: string) => `Rol de ${email}`,
      lead: (role: string) => `Ahora es: ${role}. ¿Qué debe ser?`,
      legend: "Rol",
      sessions:
        "La sesión de la cuenta se cierra en todas partes en el acto, y entra de nuevo con su rol nuevo. Sus pedidos y entradas quedan como están.",
      yourself: "Es tu propia cuenta: se cierra tu sesión y no podrás deshacerlo por tu cuenta.",
      confirm: (role: string) => `Dar el rol «${role}»`,
      same: "Elige antes otro rol.",
      done: (email: string, role: string) => `El rol de ${email} es ahora: ${role}.`,
    },
    noneTitle: "Ninguna cuenta lleva eso en su dirección",
    noneText:
      "Quien vaya a trabajar aquí se registra antes en la tienda; después se encuentra su cuenta y se le da un rol.",
    onlyAdmins: "Quién puede hacer qué lo decide la administración.",
  },
  de: {
    title: "Personal und Rollen",
    lead: "Finden Sie ein Konto nach seiner Mailadresse und sagen Sie, was es darf. Wer neu ist, registriert sich zuerst im Shop.",
    search: "Mailadresse",
    searchHint: "Ein Teil der Adresse",
    columns: { email: "Konto", role: "Rolle", verified: "Adresse", since: "Seit", deeds: "Was sich tun lässt" },
    roles: { User: "Kundschaft", Staff: "Personal", Organiser: "Veranstaltung", Admin: "Verwaltung" },
    may: {
      User: "Kauft Karten wie alle. Nichts vom Büro, nichts vom Einlass.",
      Staff:
        "Sieht Veranstaltungen, Bestellungen, Gäste und Mails; schickt Karten noch einmal, gibt neue Codes, storniert unbezahlte Bestellungen; lässt Leute ein.",
      Organiser:
        "Alles, was das Personal darf; dazu Veranstaltungen, Plätze und Preise anlegen und ändern, den Verkauf anhalten und Geld zurückgeben.",
      Admin: "Alles; dazu bestimmen, wer was darf, und sich um steckengebliebene Nachrichten kümmern.",
    },
    verified: "Bestätigt",
    unverified: "Nicht bestätigt",
    you: "Sie",
    change: "Rolle ändern",
    changeOf: (email: string) => `Die Rolle von ${email} ändern`,
    dialog: {
      title: (email: string) => `Rolle von ${email}`,
      lead: (role: string) => `Jetzt: ${role}. Was soll es werden?`,
      legend: "Rolle",
      sessions:
        "Das Konto wird sofort überall abgemeldet und meldet sich mit seiner neuen Rolle wieder an. Seine Bestellungen und Karten bleiben, wie sie sind.",
      yourself: "Das ist Ihr eigenes Konto: Sie werden abgemeldet und können es nicht selbst zurücknehmen.",
      confirm: (role: string) => `Rolle „${role}“ geben`,
      same: "Wählen Sie erst eine andere Rolle.",
      done: (email: string, role: string) => `${email} ist jetzt: ${role}.`,
    },
    noneTitle: "Kein Konto mit diesem Teil in der Adresse",
    noneText:
      "Wer hier arbeiten soll, registriert sich zuerst im Shop; dann lässt sich das Konto finden und bekommt eine Rolle.",
    onlyAdmins: "Wer was darf, bestimmt die Verwaltung.",
  },
});
