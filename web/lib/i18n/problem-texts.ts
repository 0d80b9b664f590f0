/** Sentences by the server's code, in the languages that it does not speak itself. */
export type ProblemTexts = Readonly<Record<string, Readonly<Record<"es" | "de", string>>>>;

const text = (es: string, de: string) => ({ es, de });

export const problemTexts: ProblemTexts = {
  // Seats and holds
  seat_taken: text(
    "Ese asiento se acaba de ocupar. No se ha cobrado nada; elige otro.",
    "Dieser Platz wurde eben vergeben. Es wurde nichts abgebucht; wählen Sie einen anderen.",
  ),
  seat_sold: text("Ese asiento está vendido. Elige otro.", "Dieser Platz ist verkauft. Wählen Sie einen anderen."),
  seat_not_found: text(
    "Ese asiento no existe en este evento. No se ha reservado nada.",
    "Diesen Platz gibt es hier nicht. Es wurde nichts reserviert.",
  ),
  sold_out: text(
    "No quedan asientos así. No se ha reservado nada.",
    "Solche Plätze gibt es nicht mehr. Es wurde nichts reserviert.",
  ),
  overtaken: text(
    "Otros han sido más rápidos. No se ha reservado nada; inténtalo de nuevo en un momento.",
    "Andere waren schneller. Es wurde nichts reserviert; versuchen Sie es gleich noch einmal.",
  ),
  limit_reached: text(
    "Ya tienes tantos asientos de este evento como puede tener una persona. No se ha reservado ninguno más.",
    "Sie haben so viele Plätze dieser Veranstaltung, wie eine Person haben darf. Es kam keiner dazu.",
  ),
  too_many_seats: text(
    "Son demasiados asientos de una vez. No se ha reservado nada.",
    "Das sind zu viele Plätze auf einmal. Es wurde nichts reserviert.",
  ),
  invalid_quantity: text(
    "Indica para cuántas personas. No se ha reservado nada.",
    "Sagen Sie, für wie viele Personen. Es wurde nichts reserviert.",
  ),
  several_events: text(
    "Los asientos son de varios eventos. Resérvalos por separado.",
    "Die Plätze gehören zu mehreren Veranstaltungen. Reservieren Sie sie einzeln.",
  ),
  duplicate_seat: text(
    "Un asiento aparece dos veces. No se ha reservado nada.",
    "Ein Platz ist doppelt genannt. Es wurde nichts reserviert.",
  ),
  hold_expired: text(
    "La reserva ha caducado. Los asientos se han liberado y no se ha cobrado nada; resérvalos de nuevo si siguen libres.",
    "Die Reservierung ist abgelaufen. Die Plätze wurden freigegeben, abgebucht wurde nichts; reservieren Sie neu, solange sie frei sind.",
  ),
  already_extended: text(
    "El tiempo ya se amplió una vez. Los asientos siguen reservados hasta entonces.",
    "Die Zeit wurde schon einmal verlängert. Bis dahin bleiben die Plätze reserviert.",
  ),
  line_waits: text(
    "Hay gente en lista de espera, así que el tiempo no se puede ampliar. Tus asientos siguen reservados hasta entonces.",
    "Andere warten auf Plätze, deshalb lässt sich die Zeit nicht verlängern. Ihre Plätze bleiben bis dahin reserviert.",
  ),
  reservation_not_found: text(
    "No encontramos esa reserva entre las tuyas. No se ha cambiado nada.",
    "Diese Reservierung ist nicht unter Ihren. Es wurde nichts geändert.",
  ),
  already_sold: text(
    "Estos asientos ya están vendidos en este pedido. Siguen siendo tuyos.",
    "Diese Plätze sind mit dieser Bestellung verkauft. Sie bleiben Ihre.",
  ),

  // Events
  event_not_found: text("Ese evento no existe.", "Diese Veranstaltung gibt es nicht."),
  event_inactive: text(
    "Este evento no está a la venta. No se ha reservado nada.",
    "Diese Veranstaltung ist nicht im Verkauf. Es wurde nichts reserviert.",
  ),
  event_past: text("Este evento ya ha empezado o ha terminado.", "Diese Veranstaltung hat begonnen oder ist vorbei."),
  event_over: text("Este evento ha terminado o está cancelado.", "Diese Veranstaltung ist vorbei oder abgesagt."),
  event_cancelled: text(
    "El evento está cancelado. No se ha cobrado nada; las entradas pagadas se devuelven.",
    "Die Veranstaltung ist abgesagt. Es wurde nichts abgebucht; bezahlte Karten werden erstattet.",
  ),
  sale_not_open: text(
    "La venta aún no ha empezado. No se ha reservado nada.",
    "Der Verkauf hat noch nicht begonnen. Es wurde nichts reserviert.",
  ),
  sale_closed: text(
    "La venta ha terminado. No se ha reservado nada.",
    "Der Verkauf ist beendet. Es wurde nichts reserviert.",
  ),

  // Cart and order
  cart_full: text(
    "El carrito tiene tantos asientos como caben en un pedido. Págalos primero; tu reserva se mantiene.",
    "Im Warenkorb sind so viele Plätze, wie eine Bestellung fasst. Bezahlen Sie sie erst; die Reservierung bleibt.",
  ),
  currency_mismatch: text(
    "Un pedido va en una sola moneda. Paga primero lo que hay en el carrito; tu reserva se mantiene.",
    "Eine Bestellung hat eine Währung. Bezahlen Sie erst den Warenkorb; die Reservierung bleibt.",
  ),
  price_changed: text(
    "El precio ha cambiado. No se ha cobrado nada; mira el nuevo precio e inténtalo de nuevo.",
    "Der Preis hat sich geändert. Es wurde nichts abgebucht; sehen Sie den neuen Preis an und versuchen Sie es noch einmal.",
  ),
  order_empty: text(
    "El carrito está vacío. Elige primero un asiento.",
    "Der Warenkorb ist leer. Wählen Sie erst einen Platz.",
  ),
  order_not_found: text(
    "No encontramos ese pedido entre los que puedes ver.",
    "Diese Bestellung ist nicht unter denen, die Sie sehen dürfen.",
  ),
  order_not_draft: text(
    "Este pedido ya pasó por caja. No se ha cambiado nada.",
    "Diese Bestellung war schon an der Kasse. Es wurde nichts geändert.",
  ),
  order_not_payable: text(
    "Este pedido no espera ningún pago. No se ha cobrado nada; mira su página.",
    "Diese Bestellung wartet auf kein Geld. Es wurde nichts abgebucht; sehen Sie auf ihrer Seite nach.",
  ),
  order_paid: text(
    "El pedido está pagado y no se puede cancelar sin más. Pide una devolución al organizador; los asientos siguen siendo tuyos.",
    "Die Bestellung ist bezahlt und lässt sich nicht einfach stornieren. Bitten Sie um Erstattung; die Plätze bleiben Ihre.",
  ),
  order_cancelled: text(
    "El pedido está cancelado. Sus asientos se han liberado y no se cobra nada.",
    "Die Bestellung ist storniert. Ihre Plätze wurden freigegeben, abgebucht wird nichts.",
  ),
  order_changed: text(
    "El pedido se ha cambiado a la vez desde otro sitio. Míralo e inténtalo de nuevo.",
    "Die Bestellung wurde gleichzeitig anderswo geändert. Sehen Sie sie an und versuchen Sie es noch einmal.",
  ),
  seat_in_cart: text("Ese asiento ya está en el carrito.", "Dieser Platz ist schon im Warenkorb."),
  seat_in_order: text("Ese asiento ya está en un pedido.", "Dieser Platz ist schon in einer Bestellung."),
  seat_not_in_cart: text("Ese asiento no está en el carrito.", "Dieser Platz ist nicht im Warenkorb."),
  email_required: text(
    "Hace falta un correo: ahí van las entradas.",
    "Es braucht eine E-Mail-Adresse: dorthin gehen die Karten.",
  ),
  name_required: text(
    "Hace falta un nombre: figura en las entradas.",
    "Es braucht einen Namen: er steht auf den Karten.",
  ),
  invalid_email: text(
    "Esto no es una dirección de correo. Revísala; no se ha cambiado nada.",
    "Das ist keine E-Mail-Adresse. Prüfen Sie sie; es wurde nichts geändert.",
  ),
  invalid_name: text(
    "El nombre es demasiado largo o tiene caracteres que no se pueden imprimir.",
    "Der Name ist zu lang oder hat Zeichen, die sich nicht drucken lassen.",
  ),
  one_order_only: text(
    "Esta sesión abre un solo pedido. Para comprar más, empieza una visita nueva.",
    "Diese Sitzung öffnet eine einzige Bestellung. Für weitere beginnen Sie neu.",
  ),

  // Payment
  payment_declined: text(
    "El banco ha rechazado el pago. No se ha cobrado nada y tus asientos siguen reservados; prueba con otra tarjeta.",
    "Die Bank hat abgelehnt. Es wurde nichts abgebucht, und Ihre Plätze bleiben reserviert; versuchen Sie eine andere Karte.",
  ),
  payment_in_progress: text(
    "Hay un pago de este pedido aún sin decidir. No pagues otra vez; espera un momento.",
    "Eine Zahlung für diese Bestellung ist noch nicht entschieden. Zahlen Sie nicht noch einmal; warten Sie einen Moment.",
  ),
  payment_not_found: text("Ese pago no existe.", "Diese Zahlung gibt es nicht."),
  no_payment_provider: text(
    "Aquí no se pueden hacer pagos todavía. No se ha cobrado nada.",
    "Hier lässt sich noch nicht bezahlen. Es wurde nichts abgebucht.",
  ),
  unknown_payment_method: text(
    "Esa forma de pago no existe. No se ha cobrado nada.",
    "Diese Zahlungsart gibt es nicht. Es wurde nichts abgebucht.",
  ),
  nothing_to_pay: text("No hay nada que pagar.", "Es gibt nichts zu bezahlen."),
  already_refunded: text(
    "Ya se devolvió el dinero. No se devuelve dos veces.",
    "Das Geld wurde schon erstattet. Es wird nicht zweimal erstattet.",
  ),
  not_refundable: text("Este pago no se puede devolver.", "Diese Zahlung lässt sich nicht erstatten."),
  refund_refused: text("El banco ha rechazado la devolución.", "Die Bank hat die Erstattung abgelehnt."),

  // Tickets and mails
  ticket_not_found: text("No encontramos esa entrada.", "Diese Karte gibt es nicht."),
  ticket_used: text("Con esta entrada ya se ha entrado.", "Mit dieser Karte wurde schon eingelassen."),
  ticket_void: text("Esta entrada ya no vale.", "Diese Karte gilt nicht mehr."),
  no_tickets: text(
    "Este pedido aún no tiene entradas, o su dinero se devolvió.",
    "Diese Bestellung hat noch keine Karten, oder ihr Geld ging zurück.",
  ),
  nothing_to_resend: text(
    "Todavía no hay correo que reenviar. Llega solo con las entradas.",
    "Es gibt noch keine Mail. Sie kommt von selbst mit den Karten.",
  ),
  resent_just_now: text(
    "El correo se acaba de reenviar. Dale un minuto.",
    "Die Mail wurde eben noch einmal geschickt. Geben Sie ihr eine Minute.",
  ),
  too_many_reissues: text("Esta entrada se ha cambiado demasiadas veces.", "Diese Karte wurde zu oft neu ausgestellt."),
  message_not_found: text(
    "Ese mensaje ya no está: mientras tanto se atendió o se abandonó. No se ha cambiado nada.",
    "Diese Nachricht ist nicht mehr da: sie wurde inzwischen verarbeitet oder aufgegeben. Es wurde nichts geändert.",
  ),
  message_not_parked: text(
    "El mensaje no está aparcado: espera y se intenta de nuevo solo. No se ha cambiado nada.",
    "Die Nachricht ist nicht geparkt: sie wartet und wird von selbst wieder versucht. Es wurde nichts geändert.",
  ),

  // The door
  already_admitted: text("Con esta entrada ya ha entrado alguien.", "Mit dieser Karte ist schon jemand eingelassen."),
  invalid_code: text("El código no es de una entrada.", "Der Code gehört zu keiner Karte."),
  wrong_event: text("La entrada es de otro evento.", "Die Karte gilt für eine andere Veranstaltung."),
  not_admitted: text(
    "Nadie ha entrado con esta entrada: no hay nada que deshacer.",
    "Mit dieser Karte kam niemand hinein: es gibt nichts rückgängig zu machen.",
  ),
  code_required: text(
    "Hace falta el código o el número de la entrada.",
    "Es braucht den Code oder die Nummer der Karte.",
  ),

  // The line
  already_in_line: text("Esta dirección ya está en la lista de espera.", "Diese Adresse steht schon in der Schlange."),
  seats_available: text(
    "Hay asientos libres: no hace falta esperar.",
    "Es gibt freie Plätze: Sie müssen nicht warten.",
  ),
  entry_not_found: text(
    "No encontramos ese puesto. Ábrelo con el enlace entero de tu correo.",
    "Diesen Platz in der Schlange gibt es nicht. Öffnen Sie ihn mit dem ganzen Link aus der Mail.",
  ),
  entry_over: text(
    "Este puesto ya no vale. Puedes apuntarte de nuevo.",
    "Dieser Platz in der Schlange ist vorbei. Sie können sich neu anstellen.",
  ),
  no_offer: text(
    "Aún no es tu turno. Tu puesto no cambia.",
    "Sie sind noch nicht dran. Ihr Platz in der Schlange bleibt.",
  ),
  line_unavailable: text(
    "Ahora no se puede entrar en la lista. Inténtalo de nuevo en un momento.",
    "Die Schlange nimmt gerade niemanden auf. Versuchen Sie es gleich noch einmal.",
  ),
  joined_too_often: text(
    "Demasiados intentos. Prueba de nuevo más tarde.",
    "Zu viele Versuche. Versuchen Sie es später noch einmal.",
  ),

  // Accounts
  invalid_credentials: text(
    "La dirección y la contraseña no coinciden. Revísalas o pide una contraseña nueva.",
    "Adresse und Passwort gehören nicht zusammen. Prüfen Sie beide, oder setzen Sie das Passwort zurück.",
  ),
  email_taken: text(
    "Ya hay una cuenta con esta dirección. Inicia sesión o pide una contraseña nueva.",
    "Zu dieser Adresse gibt es ein Konto. Melden Sie sich an, oder setzen Sie das Passwort zurück.",
  ),
  weak_password: text(
    "La contraseña es demasiado corta o demasiado común. Usa al menos 8 caracteres.",
    "Das Passwort ist zu kurz oder zu verbreitet. Nehmen Sie mindestens 8 Zeichen.",
  ),
  link_expired: text(
    "Este enlace ya se usó o es demasiado antiguo. Pide uno nuevo.",
    "Dieser Link wurde benutzt oder ist zu alt. Fordern Sie einen neuen an.",
  ),
  sign_in_busy: text(
    "Hay muchos inicios de sesión a la vez. Inténtalo de nuevo en un momento.",
    "Es melden sich gerade viele an. Versuchen Sie es gleich noch einmal.",
  ),
  too_many_sign_ins: text(
    "Demasiados intentos. Espera un poco antes del siguiente.",
    "Zu viele Versuche. Warten Sie ein wenig.",
  ),
  invalid_refresh_token: text(
    "Tu sesión ha terminado. Inicia sesión de nuevo.",
    "Ihre Sitzung ist zu Ende. Melden Sie sich neu an.",
  ),
  unauthenticated: text("Inicia sesión para seguir.", "Melden Sie sich an, um weiterzumachen."),
  forbidden: text("No tienes permiso para esto. No se ha hecho nada.", "Das dürfen Sie nicht. Es wurde nichts getan."),
  last_admin: text(
    "Es el único administrador. Nombra antes a otro.",
    "Das ist der einzige Administrator. Ernennen Sie erst einen anderen.",
  ),
  no_such_user: text("Esa cuenta no existe.", "Dieses Konto gibt es nicht."),
  role_not_allowed: text("Solo un administrador da roles.", "Nur ein Administrator vergibt Rollen."),

  // Office
  event_changing: text(
    "Otra persona está cambiando este evento. Míralo e inténtalo de nuevo.",
    "Jemand ändert diese Veranstaltung gerade. Sehen Sie sie an und versuchen Sie es noch einmal.",
  ),
  seats_claimed: text(
    "Hay asientos retenidos o vendidos. El plano y los precios se quedan como están hasta que no haya ninguno.",
    "Plätze sind gehalten oder verkauft. Plan und Preise bleiben, wie sie sind, bis niemand mehr einen Platz hat.",
  ),
  capacity_below_seats: text(
    "El evento tiene más asientos que eso. No se ha cambiado nada.",
    "Die Veranstaltung hat mehr Plätze. Es wurde nichts geändert.",
  ),
  over_capacity: text(
    "Serían más asientos que el aforo. Aumenta primero el aforo.",
    "Das wären mehr Plätze als die Kapazität. Erhöhen Sie sie erst.",
  ),
  currency_fixed: text(
    "Los asientos ya tienen precio: la moneda no se puede cambiar.",
    "Die Plätze haben Preise: die Währung lässt sich nicht mehr ändern.",
  ),
  has_reservations: text(
    "Hay asientos reservados o vendidos. No se ha cambiado nada.",
    "Plätze sind reserviert oder verkauft. Es wurde nichts geändert.",
  ),
  invalid_event: text(
    "El evento no puede ser así. No se ha cambiado nada.",
    "So kann die Veranstaltung nicht sein. Es wurde nichts geändert.",
  ),
  invalid_sections: text(
    "Las secciones no forman un plano. No se ha cambiado nada.",
    "Die Bereiche ergeben keinen Plan. Es wurde nichts geändert.",
  ),
  invalid_plan: text(
    "No entendemos ese plano. No se ha cambiado nada.",
    "Diesen Plan verstehen wir nicht. Es wurde nichts geändert.",
  ),
  invalid_prices: text(
    "Los precios no encajan con el plano. No se ha cambiado nada.",
    "Die Preise passen nicht zum Plan. Es wurde nichts geändert.",
  ),
  invalid_categories: text(
    "Las categorías no encajan con el plano. No se ha cambiado nada.",
    "Die Kategorien passen nicht zum Plan. Es wurde nichts geändert.",
  ),
  invalid_house_hold: text(
    "Indica un evento, algunos de sus asientos, una nota de una línea y, si quieres, un momento por venir. No se ha cambiado nada.",
    "Nennen Sie eine Veranstaltung, einige ihrer Plätze, eine Notiz von einer Zeile und, wenn Sie wollen, eine Zeit, die noch kommt. Es wurde nichts geändert.",
  ),

  // Everywhere
  invalid_request: text(
    "Los datos no son válidos. No se ha cambiado nada.",
    "Die Angaben sind nicht gültig. Es wurde nichts geändert.",
  ),
  invalid_time: text("Esa fecha no es válida.", "Dieses Datum ist nicht gültig."),
  span_empty: text(
    "El comienzo debe ser anterior al final. No se ha contado nada.",
    "Der Anfang muss vor dem Ende liegen. Es wurde nichts gezählt.",
  ),
  span_too_long: text(
    "Es demasiado tiempo de una vez. Elige un periodo más corto o por días.",
    "Das ist zu viel Zeit auf einmal. Wählen Sie einen kürzeren Zeitraum, oder nach Tagen.",
  ),
  body_too_large: text("Es demasiado grande. No se ha cambiado nada.", "Das ist zu groß. Es wurde nichts geändert."),
  too_many_requests: text("Demasiadas peticiones. Espera un momento.", "Zu viele Anfragen. Warten Sie einen Moment."),
  request_in_progress: text(
    "Ya se está haciendo. Espera un momento; nada se hace dos veces.",
    "Das läuft schon. Warten Sie einen Moment; nichts geschieht doppelt.",
  ),
  idempotency_key_reused: text(
    "No se ha hecho nada. Vuelve a cargar la página e inténtalo de nuevo.",
    "Es wurde nichts getan. Laden Sie die Seite neu und versuchen Sie es noch einmal.",
  ),

  // What the pages never send, and old pages might
  customer_mismatch: text(
    "Lo enviado es de otra persona. No se ha hecho nada; vuelve a cargar la página.",
    "Das Gesendete gehört jemand anderem. Es wurde nichts getan; laden Sie die Seite neu.",
  ),
  customer_required: text(
    "Falta decir de quién es. No se ha hecho nada; vuelve a cargar la página.",
    "Es fehlt, wem es gehört. Es wurde nichts getan; laden Sie die Seite neu.",
  ),
  event_id_required: text("Falta el evento. No se ha hecho nada.", "Die Veranstaltung fehlt. Es wurde nichts getan."),
  invalid_amount: text(
    "El importe debe ser mayor que cero. No se ha cobrado nada.",
    "Der Betrag muss über null liegen. Es wurde nichts abgebucht.",
  ),
  invalid_join: text(
    "Faltan datos para entrar en la lista, o no son válidos.",
    "Für die Schlange fehlen Angaben, oder sie sind nicht gültig.",
  ),
  invalid_json: text(
    "Los datos no se entienden. No se ha cambiado nada.",
    "Die Angaben sind nicht lesbar. Es wurde nichts geändert.",
  ),
  invalid_reservation: text(
    "Esa reserva no es válida. No se ha cambiado nada.",
    "Diese Reservierung ist nicht gültig. Es wurde nichts geändert.",
  ),
  invalid_role: text("Ese rol no existe.", "Diese Rolle gibt es nicht."),
  invalid_ticket_id: text("Ese número de entrada no es válido.", "Diese Kartennummer ist nicht gültig."),
  line_not_found: text(
    "Nadie se ha apuntado a la lista de este evento.",
    "Für diese Veranstaltung hat sich niemand angestellt.",
  ),
  plan_not_found: text(
    "Ese plano ya no existe. Vuelve a cargar la página.",
    "Diesen Plan gibt es nicht mehr. Laden Sie die Seite neu.",
  ),
  reservation_for_other_seat: text(
    "La reserva es de otro asiento. No se ha cambiado nada.",
    "Die Reservierung gilt für einen anderen Platz. Es wurde nichts geändert.",
  ),
  reservation_mismatch: text(
    "La reserva no encaja con el pedido. No se ha cobrado nada.",
    "Die Reservierung passt nicht zur Bestellung. Es wurde nichts abgebucht.",
  ),
  reservation_required: text("Reserva primero el asiento.", "Reservieren Sie erst den Platz."),
  scan_in_future: text(
    "La hora de la lectura aún no ha llegado. Comprueba el reloj del dispositivo.",
    "Die Zeit der Prüfung liegt in der Zukunft. Prüfen Sie die Uhr des Geräts.",
  ),
  unsupported_media_type: text(
    "Ese formato no se admite. No se ha cambiado nada.",
    "Dieses Format wird nicht angenommen. Es wurde nichts geändert.",
  ),
  sale_paused: text(
    "La venta está en pausa. No se ha reservado nada.",
    "Der Verkauf ruht gerade. Es wurde nichts reserviert.",
  ),
};
