// Where most people have their mail, in the countries whose languages we speak, and what is easily taken for a mistake but is none.
const domains = [
  ..."gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com icloud.com me.com aol.com mail.com".split(
    " ",
  ),
  ..."email.com ymail.com proton.me protonmail.com gmx.com gmx.net gmx.de gmx.at gmx.ch web.de t-online.de".split(" "),
  ..."freenet.de posteo.de mailbox.org outlook.de hotmail.de live.de yahoo.de outlook.es hotmail.es live.es".split(" "),
  ..."yahoo.es telefonica.net hotmail.co.uk yahoo.co.uk live.co.uk outlook.fr hotmail.fr yahoo.fr hotmail.it".split(
    " ",
  ),
];

const endings: Readonly<Record<string, string>> = {
  con: "com",
  cmo: "com",
  ocm: "com",
  vom: "com",
  comm: "com",
  om: "com",
};

/** The address that was probably meant, where the domain is one slip away from a common one; else null. */
export function probablyMeant(email: string): string | null {
  const at = email.trim().lastIndexOf("@");
  const name = email.trim().slice(0, at);
  const domain = email
    .trim()
    .slice(at + 1)
    .toLowerCase();
  if (at < 1 || domain === "" || domains.includes(domain)) return null;
  const ended = domain.replace(/\.([a-z]+)$/, (whole, ending: string) =>
    endings[ending] ? `.${endings[ending]}` : whole,
  );
  const meant = domains.find((known) => known === ended) ?? domains.find((known) => isOneSlip(ended, known));
  return meant === undefined ? null : `${name}@${meant}`;
}

/** Whether one letter too many, too few, another one, or two swapped ones make b of a. */
function isOneSlip(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let from = 0;
  while (from < a.length && a[from] === b[from]) from += 1;
  const restA = a.slice(from);
  const restB = b.slice(from);
  const swapped =
    restA.length > 1 && restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2);
  return swapped || restA.slice(1) === restB.slice(1) || restA.slice(1) === restB || restA === restB.slice(1);
}
