import { defineArea, plural } from "../area";

/** The line for events that are sold out: joining it, and one's place in it. */
export const waitlist = defineArea({
  en: {
    join: {
      title: "Join the line",
      lead: (event: string) =>
        `When seats for ${event} come free, they are offered in the order in which people joined. It costs nothing and binds you to nothing.`,
      email: "Mail address",
      emailHint: "The link to your place goes there, and the offer.",
      name: "Name on the tickets",
      quantity: "Seats together",
      quantityHint: "More seats together come free less often.",
      maxPrice: (currency: string) => `Highest price per seat (${currency})`,
      maxPriceHint: "Leave empty for any price.",
      sections: "Sections",
      sectionsHint: "Choose none for anywhere.",
      accessible: "Places for wheelchairs and companions",
      accessibleHint: "Then you are offered these places only. No proof is asked for.",
      submit: "Join the line",
      faults: {
        emailMissing: "Enter your mail address.",
        emailShape: "A mail address looks like name@example.com.",
        price: "Enter an amount such as 45 or 45.50, or nothing.",
        quantity: (limit: number) => `Between 1 and ${limit} seats.`,
      },
      doneTitle: (rank: string) => `You are number ${rank} in line`,
      done: (email: string) =>
        `Now open the mail to ${email} and confirm your place. Until then it is kept, but no seats are offered to you.`,
      freeTitle: "There are free seats",
      free: "Seats that fit what you want are free now: no need to wait. Nothing was written.",
      freeGo: "See the seats",
      alreadyTitle: "This address is in line already",
      already:
        "Its place stays as it is. The link to it is in the mail you got; if it is not confirmed yet, we mail it again, once an hour at most.",
      oftenTitle: "Too many tries",
      often: (minutes: string) =>
        `Nothing was written. Try again in ${minutes} min, or open the link in the mail you got.`,
      oftenLater: "Nothing was written. Try again later, or open the link in the mail you got.",
    },
    rank: (position: number, text: string) =>
      position <= 1 ? "You are first in line" : `You are number ${text} in line`,
    head: {
      unconfirmed: "Confirm your place in line",
      held: (seats: number) => plural(seats, "A seat is held for you", "Seats are held for you"),
      completed: "The seats are yours",
      left: "You have left the line",
      passed: "The offer has ended",
      declined: "You have passed the seats on",
      cancelled: "The event is cancelled",
      begun: "The event has begun",
      lapsed: "Your place was not confirmed in time",
      ended: "Your place in line has ended",
    },
    lead: {
      unconfirmed: (rank: string) =>
        `${rank}. Seats are offered to you once you have confirmed that this mail address is yours.`,
      pending:
        "When seats that suit you come free, they are held for you and we mail you. You need not keep this page open.",
      coming: "This page shows them in a moment.",
      offered: (until: string) => `You can pay until ${until}, and until then nobody else can.`,
      completed: "You have paid for the seats. Your tickets come by mail, and the link in it shows your order.",
      left: "Your place was given up; seats that were held for you went to the next in line. Nothing was charged.",
      passed: "The seats were not paid in time, so they went to the next in line. Nothing was charged.",
      declined: "They went to the next in line. Nothing was charged.",
      cancelled: "There is nothing to wait for any more. Nothing was charged for your place in line.",
      begun: "No seats that suit you came free in time. Nothing was charged.",
      lapsed: "It was kept for a while and then given up. No seats were held, and nothing was charged.",
      ended: "No seats are held for you, and nothing was charged.",
    },
    notice: {
      withdrawn:
        "The organiser has taken back the seats that were offered to you. Nothing was charged, and you have your place in line as before.",
      keptPlace:
        "You passed on seats that were not beside each other. Nothing was charged, and you have your place as before.",
      apart:
        "These seats are not beside each other: seats together have not come free for long. You need not take them.",
    },
    confirm: {
      by: (until: string) => `Your place is kept until ${until}. If it is not confirmed by then, it ends.`,
      free: "Confirming costs nothing and binds you to nothing: when seats come free, you choose whether to take them.",
      submit: "Confirm my place",
      done: "Your place is confirmed. From now on seats that come free may be offered to you.",
    },
    place: {
      title: "Your place",
      number: "Number",
      pace: "How fast",
      wish: "What you want",
      since: "In line since",
      paceBoth: (hour: number, day: number) =>
        `${hour} ${plural(hour, "place", "places")} in the last hour, ${day} in the last day`,
      paceHour: (hour: number) => `${hour} ${plural(hour, "place", "places")} in the last hour`,
      paceDay: (day: number) => `${day} ${plural(day, "place", "places")} in the last day, none in the last hour`,
      paceNone: "It has not moved in the last day; it moves when seats come free",
      seats: (count: number) => (count === 1 ? "1 seat" : `${count} seats beside each other`),
      accessible: (count: number) =>
        plural(
          count,
          "1 place for a wheelchair or a companion",
          `${count} places for wheelchairs and companions, beside each other`,
        ),
      inSections: (names: string) => `in ${names}`,
      upTo: (price: string) => `for up to ${price} each`,
    },
    offer: {
      title: "The offer",
      section: "Section",
      row: "Row",
      seat: "Seat",
      price: "Price",
      total: "Total",
      pay: "See and pay",
      left: "Time left",
      over: "The time to pay is over. A payment that is under way still counts.",
      unpaid:
        "Nothing is charged until you pay. If you do not pay in time, the offer goes to the next in line and your place ends; you may join again.",
      unpaidApart:
        "Nothing is charged until you pay. If you do not pay in time, the offer goes to the next in line and your place ends; to keep your place, pass it on.",
    },
    pass: {
      button: "Pass it on",
      title: "Pass the offer on?",
      text: "It goes to the next in line at once, and your place in line ends. Nothing is charged. It cannot be undone.",
      textApart:
        "It goes to the next in line at once. Since the seats are not beside each other, you keep your place. Nothing is charged.",
    },
    leave: {
      button: "Leave the line",
      title: "Leave the line?",
      text: "You give up your place at once, and everybody behind you moves up. It cannot be undone.",
      textOffer: "You give up the seats and your place at once. Nothing is charged. It cannot be undone.",
    },
    again: {
      text: "You may join the line again, with the same address; you begin at its end.",
      button: "Join again",
      event: "See the event",
    },
    openOrder: "My orders",
    keepSecret:
      "Keep this page's address to yourself: whoever has it can take what is offered to you, or give up your place.",
    missingTitle: "This place in line cannot be shown",
    missingText:
      "A place in line opens by the link in its mail, which ends in a secret. Copy the link whole; some mail programs break it in two. Your place is kept, and an offer reaches you by mail.",
    stale: "This is how it stood a while ago. The page looks again by itself.",
  },
  es: {
    join: {
      title: "Apuntarse a la lista de espera",
      lead: (event: string) =>
        `Cuando queden libres asientos para ${event}, se ofrecen en el orden en que la gente se apuntó. No cuesta nada ni te obliga a nada.`,
      email: "Correo electrónico",
      emailHint: "Ahí llegan el enlace a tu puesto y la oferta.",
      name: "Nombre en las entradas",
      quantity: "Asientos juntos",
      quantityHint: "Cuantos más juntos, menos a menudo quedan libres.",
      maxPrice: (currency: string) => `Precio máximo por asiento (${currency})`,
      maxPriceHint: "Vacío: cualquier precio.",
      sections: "Secciones",
      sectionsHint: "Ninguna elegida: cualquiera.",
      accessible: "Plazas para sillas de ruedas y acompañantes",
      accessibleHint: "Entonces solo se te ofrecen esas plazas. No se pide justificante.",
      submit: "Apuntarme",
      faults: {
        emailMissing: "Escribe tu correo.",
        emailShape: "Un correo es como nombre@ejemplo.com.",
        price: "Escribe una cantidad como 45 o 45,50, o nada.",
        quantity: (limit: number) => `Entre 1 y ${limit} asientos.`,
      },
      doneTitle: (rank: string) => `Eres el número ${rank} de la lista`,
      done: (email: string) =>
        `Ahora abre el correo enviado a ${email} y confirma tu puesto. Hasta entonces se te guarda, pero no se te ofrecen asientos.`,
      freeTitle: "Hay asientos libres",
      free: "Ahora hay asientos libres como los que quieres: no hace falta esperar. No se ha anotado nada.",
      freeGo: "Ver los asientos",
      alreadyTitle: "Esta dirección ya está en la lista",
      already:
        "Su puesto no cambia. El enlace está en el correo que recibiste; si aún no está confirmado, lo enviamos otra vez, como mucho una vez por hora.",
      oftenTitle: "Demasiados intentos",
      often: (minutes: string) =>
        `No se ha anotado nada. Inténtalo en ${minutes} min, o abre el enlace del correo que recibiste.`,
      oftenLater: "No se ha anotado nada. Inténtalo más tarde, o abre el enlace del correo que recibiste.",
    },
    rank: (position: number, text: string) =>
      position <= 1 ? "Eres el primero de la lista" : `Eres el número ${text} de la lista`,
    head: {
      unconfirmed: "Confirma tu puesto en la lista",
      held: (seats: number) => plural(seats, "Hay un asiento reservado para ti", "Hay asientos reservados para ti"),
      completed: "Los asientos son tuyos",
      left: "Has dejado la lista",
      passed: "La oferta ha terminado",
      declined: "Has cedido los asientos",
      cancelled: "El evento está cancelado",
      begun: "El evento ha empezado",
      lapsed: "Tu puesto no se confirmó a tiempo",
      ended: "Tu puesto en la lista ha terminado",
    },
    lead: {
      unconfirmed: (rank: string) => `${rank}. Se te ofrecerán asientos cuando confirmes que esta dirección es tuya.`,
      pending:
        "Cuando queden libres asientos como los que quieres, te los reservamos y te escribimos. No hace falta dejar esta página abierta.",
      coming: "Esta página los muestra en un momento.",
      offered: (until: string) => `Puedes pagar hasta el ${until}; hasta entonces nadie más puede.`,
      completed: "Has pagado los asientos. Tus entradas llegan por correo, y su enlace muestra tu pedido.",
      left: "Tu puesto quedó libre; los asientos reservados para ti pasaron al siguiente. No se ha cobrado nada.",
      passed: "Los asientos no se pagaron a tiempo y pasaron al siguiente de la lista. No se ha cobrado nada.",
      declined: "Pasaron al siguiente de la lista. No se ha cobrado nada.",
      cancelled: "Ya no hay nada que esperar. No se ha cobrado nada por tu puesto.",
      begun: "No quedaron libres a tiempo asientos como los que querías. No se ha cobrado nada.",
      lapsed: "Se guardó un tiempo y después se dejó libre. No se reservó ningún asiento ni se ha cobrado nada.",
      ended: "No hay asientos reservados para ti y no se ha cobrado nada.",
    },
    notice: {
      withdrawn:
        "El organizador ha retirado los asientos que se te ofrecían. No se ha cobrado nada y conservas tu puesto como antes.",
      keptPlace: "Cediste asientos que no estaban juntos. No se ha cobrado nada y conservas tu puesto como antes.",
      apart:
        "Estos asientos no están juntos: hace tiempo que no quedan libres asientos juntos. No tienes que aceptarlos.",
    },
    confirm: {
      by: (until: string) => `Tu puesto se guarda hasta el ${until}. Si no se confirma antes, termina.`,
      free: "Confirmar no cuesta nada ni te obliga a nada: cuando queden asientos, tú decides.",
      submit: "Confirmar mi puesto",
      done: "Tu puesto está confirmado. Desde ahora se te pueden ofrecer los asientos que queden libres.",
    },
    place: {
      title: "Tu puesto",
      number: "Número",
      pace: "Ritmo",
      wish: "Lo que quieres",
      since: "En la lista desde",
      paceBoth: (hour: number, day: number) =>
        `${hour} ${plural(hour, "puesto", "puestos")} en la última hora, ${day} en el último día`,
      paceHour: (hour: number) => `${hour} ${plural(hour, "puesto", "puestos")} en la última hora`,
      paceDay: (day: number) =>
        `${day} ${plural(day, "puesto", "puestos")} en el último día, ninguno en la última hora`,
      paceNone: "No se ha movido en el último día; se mueve cuando quedan asientos libres",
      seats: (count: number) => (count === 1 ? "1 asiento" : `${count} asientos juntos`),
      accessible: (count: number) =>
        plural(
          count,
          "1 plaza para silla de ruedas o acompañante",
          `${count} plazas juntas para sillas de ruedas y acompañantes`,
        ),
      inSections: (names: string) => `en ${names}`,
      upTo: (price: string) => `por ${price} como máximo cada uno`,
    },
    offer: {
      title: "La oferta",
      section: "Sección",
      row: "Fila",
      seat: "Asiento",
      price: "Precio",
      total: "Total",
      pay: "Ver y pagar",
      left: "Tiempo restante",
      over: "El tiempo para pagar ha terminado. Un pago en curso todavía cuenta.",
      unpaid:
        "No se cobra nada hasta que pagues. Si no pagas a tiempo, la oferta pasa al siguiente y tu puesto termina; puedes apuntarte otra vez.",
      unpaidApart:
        "No se cobra nada hasta que pagues. Si no pagas a tiempo, la oferta pasa al siguiente y tu puesto termina; para conservarlo, cede la oferta.",
    },
    pass: {
      button: "Ceder la oferta",
      title: "¿Ceder la oferta?",
      text: "Pasa enseguida al siguiente de la lista y tu puesto termina. No se cobra nada. No se puede deshacer.",
      textApart:
        "Pasa enseguida al siguiente. Como los asientos no están juntos, conservas tu puesto. No se cobra nada.",
    },
    leave: {
      button: "Dejar la lista",
      title: "¿Dejar la lista?",
      text: "Dejas tu puesto enseguida y los que van detrás avanzan. No se puede deshacer.",
      textOffer: "Dejas enseguida los asientos y tu puesto. No se cobra nada. No se puede deshacer.",
    },
    again: {
      text: "Puedes apuntarte otra vez con la misma dirección; empiezas al final.",
      button: "Apuntarme otra vez",
      event: "Ver el evento",
    },
    openOrder: "Mis pedidos",
    keepSecret:
      "No compartas la dirección de esta página: quien la tenga puede quedarse con lo que se te ofrece o dejar tu puesto.",
    missingTitle: "Este puesto no se puede mostrar",
    missingText:
      "Un puesto se abre con el enlace de su correo, que acaba en un secreto. Copia el enlace entero; algunos programas lo parten en dos. Tu puesto se conserva y la oferta te llega por correo.",
    stale: "Así estaba hace un rato. La página vuelve a mirar por sí sola.",
  },
  de: {
    join: {
      title: "In die Warteschlange",
      lead: (event: string) =>
        `Werden Plätze für ${event} frei, werden sie der Reihe nach angeboten. Das kostet nichts und verpflichtet zu nichts.`,
      email: "Mailadresse",
      emailHint: "Dorthin gehen der Link zu Ihrem Platz in der Schlange und das Angebot.",
      name: "Name auf den Karten",
      quantity: "Plätze nebeneinander",
      quantityHint: "Je mehr nebeneinander, desto seltener werden sie frei.",
      maxPrice: (currency: string) => `Höchster Preis je Platz (${currency})`,
      maxPriceHint: "Leer heißt: jeder Preis.",
      sections: "Bereiche",
      sectionsHint: "Keiner gewählt heißt: überall.",
      accessible: "Plätze für Rollstühle und Begleitung",
      accessibleHint: "Dann werden Ihnen nur solche angeboten. Ein Nachweis wird nicht verlangt.",
      submit: "Anstellen",
      faults: {
        emailMissing: "Geben Sie Ihre Mailadresse ein.",
        emailShape: "Eine Mailadresse sieht aus wie name@beispiel.de.",
        price: "Geben Sie einen Betrag wie 45 oder 45,50 ein, oder nichts.",
        quantity: (limit: number) => `Zwischen 1 und ${limit} Plätzen.`,
      },
      doneTitle: (rank: string) => `Sie sind Nummer ${rank} in der Schlange`,
      done: (email: string) =>
        `Öffnen Sie jetzt die Mail an ${email} und bestätigen Sie. Bis dahin wird Ihre Nummer aufgehoben, aber nichts angeboten.`,
      freeTitle: "Es gibt freie Plätze",
      free: "Was Sie möchten, ist jetzt frei: Sie müssen nicht warten. Es wurde nichts eingetragen.",
      freeGo: "Plätze ansehen",
      alreadyTitle: "Diese Adresse steht schon in der Schlange",
      already:
        "Daran ändert sich nichts. Der Link steht in der Mail, die Sie bekommen haben; ist noch nicht bestätigt, schicken wir ihn noch einmal, höchstens einmal in der Stunde.",
      oftenTitle: "Zu viele Versuche",
      often: (minutes: string) =>
        `Es wurde nichts eingetragen. Versuchen Sie es in ${minutes} min wieder, oder öffnen Sie den Link in Ihrer Mail.`,
      oftenLater:
        "Es wurde nichts eingetragen. Versuchen Sie es später wieder, oder öffnen Sie den Link in Ihrer Mail.",
    },
    rank: (position: number, text: string) =>
      position <= 1 ? "Sie sind als Nächstes dran" : `Sie sind Nummer ${text} in der Schlange`,
    head: {
      unconfirmed: "Bestätigen Sie, dass Sie warten",
      held: (seats: number) =>
        plural(seats, "Ein Platz ist für Sie zurückgehalten", "Plätze sind für Sie zurückgehalten"),
      completed: "Die Plätze sind Ihre",
      left: "Sie haben die Schlange verlassen",
      passed: "Das Angebot ist zu Ende",
      declined: "Sie haben die Plätze weitergegeben",
      cancelled: "Die Veranstaltung ist abgesagt",
      begun: "Die Veranstaltung hat begonnen",
      lapsed: "Es wurde nicht rechtzeitig bestätigt",
      ended: "Sie stehen nicht mehr in der Schlange",
    },
    lead: {
      unconfirmed: (rank: string) =>
        `${rank}. Plätze werden Ihnen angeboten, sobald Sie bestätigt haben, dass diese Mailadresse Ihre ist.`,
      pending:
        "Werden passende Plätze frei, halten wir sie für Sie zurück und schreiben Ihnen. Diese Seite muss nicht offen bleiben.",
      coming: "Gleich zeigt diese Seite sie.",
      offered: (until: string) => `Sie können bis ${until} bezahlen, und bis dahin kann es niemand sonst.`,
      completed: "Sie haben die Plätze bezahlt. Die Karten kommen per Mail, und deren Link zeigt die Bestellung.",
      left: "Ihre Nummer wurde aufgegeben; zurückgehaltene Plätze gingen an die Nächsten. Es wurde nichts abgebucht.",
      passed: "Die Plätze wurden nicht rechtzeitig bezahlt und gingen an die Nächsten. Es wurde nichts abgebucht.",
      declined: "Sie gingen an die Nächsten. Es wurde nichts abgebucht.",
      cancelled: "Es gibt nichts mehr zu warten. Für das Anstellen wurde nichts abgebucht.",
      begun: "Passende Plätze wurden nicht rechtzeitig frei. Es wurde nichts abgebucht.",
      lapsed:
        "Ihre Nummer wurde eine Weile aufgehoben und dann aufgegeben. Es wurde nichts zurückgehalten und nichts abgebucht.",
      ended: "Für Sie sind keine Plätze zurückgehalten, und es wurde nichts abgebucht.",
    },
    notice: {
      withdrawn:
        "Der Veranstalter hat die angebotenen Plätze zurückgenommen. Es wurde nichts abgebucht, und Sie stehen, wo Sie vorher standen.",
      keptPlace:
        "Sie haben Plätze weitergegeben, die nicht nebeneinander lagen. Es wurde nichts abgebucht, und Sie stehen, wo Sie vorher standen.",
      apart:
        "Diese Plätze liegen nicht nebeneinander: solche sind lange nicht frei geworden. Sie müssen sie nicht nehmen.",
    },
    confirm: {
      by: (until: string) => `Ihre Nummer wird bis ${until} aufgehoben. Wird bis dahin nicht bestätigt, endet sie.`,
      free: "Bestätigen kostet nichts und verpflichtet zu nichts: werden Plätze frei, entscheiden Sie.",
      submit: "Bestätigen",
      done: "Bestätigt. Ab jetzt können Ihnen frei werdende Plätze angeboten werden.",
    },
    place: {
      title: "Wo Sie stehen",
      number: "Nummer",
      pace: "Wie schnell",
      wish: "Was Sie möchten",
      since: "Angestellt seit",
      paceBoth: (hour: number, day: number) => `${hour} in der letzten Stunde, ${day} am letzten Tag`,
      paceHour: (hour: number) => `${hour} in der letzten Stunde`,
      paceDay: (day: number) => `${day} am letzten Tag, keine in der letzten Stunde`,
      paceNone: "Am letzten Tag ging es nicht voran; es geht voran, wenn Plätze frei werden",
      seats: (count: number) => (count === 1 ? "1 Platz" : `${count} Plätze nebeneinander`),
      accessible: (count: number) =>
        plural(
          count,
          "1 Platz für Rollstuhl oder Begleitung",
          `${count} Plätze nebeneinander für Rollstühle und Begleitung`,
        ),
      inSections: (names: string) => `in ${names}`,
      upTo: (price: string) => `für höchstens ${price} je Platz`,
    },
    offer: {
      title: "Das Angebot",
      section: "Bereich",
      row: "Reihe",
      seat: "Platz",
      price: "Preis",
      total: "Summe",
      pay: "Ansehen und bezahlen",
      left: "Verbleibende Zeit",
      over: "Die Zeit zum Bezahlen ist um. Eine laufende Zahlung zählt noch.",
      unpaid:
        "Abgebucht wird erst, wenn Sie bezahlen. Bezahlen Sie nicht rechtzeitig, geht das Angebot an die Nächsten und Ihre Nummer endet; Sie können sich neu anstellen.",
      unpaidApart:
        "Abgebucht wird erst, wenn Sie bezahlen. Bezahlen Sie nicht rechtzeitig, geht das Angebot an die Nächsten und Ihre Nummer endet; um sie zu behalten, geben Sie das Angebot weiter.",
    },
    pass: {
      button: "Weitergeben",
      title: "Das Angebot weitergeben?",
      text: "Es geht sofort an die Nächsten, und Ihre Nummer endet. Es wird nichts abgebucht. Das lässt sich nicht rückgängig machen.",
      textApart:
        "Es geht sofort an die Nächsten. Weil die Plätze nicht nebeneinander liegen, behalten Sie Ihre Nummer. Es wird nichts abgebucht.",
    },
    leave: {
      button: "Schlange verlassen",
      title: "Die Schlange verlassen?",
      text: "Sie geben Ihre Nummer sofort auf, und alle hinter Ihnen rücken vor. Das lässt sich nicht rückgängig machen.",
      textOffer:
        "Sie geben die Plätze und Ihre Nummer sofort auf. Es wird nichts abgebucht. Das lässt sich nicht rückgängig machen.",
    },
    again: {
      text: "Sie können sich mit derselben Adresse neu anstellen; Sie beginnen am Ende.",
      button: "Neu anstellen",
      event: "Zur Veranstaltung",
    },
    openOrder: "Meine Bestellungen",
    keepSecret:
      "Behalten Sie die Adresse dieser Seite für sich: wer sie hat, kann Ihr Angebot nehmen oder Ihre Nummer aufgeben.",
    missingTitle: "Diese Nummer lässt sich nicht zeigen",
    missingText:
      "Sie öffnet sich mit dem Link aus ihrer Mail, der mit einem Geheimnis endet. Kopieren Sie ihn ganz; manche Mailprogramme teilen ihn. Ihre Nummer bleibt, und ein Angebot kommt per Mail.",
    stale: "So stand es vor einer Weile. Die Seite sieht von selbst wieder nach.",
  },
});
