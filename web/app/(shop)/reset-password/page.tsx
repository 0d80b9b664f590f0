// Where the mails of identity lead.
export { default, metadata } from "../reset/page";
