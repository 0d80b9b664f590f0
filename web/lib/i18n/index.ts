export { type Area, defineArea, plural, type Texts, useTexts } from "./area";
export {
  currentLanguage,
  type Language,
  languageNames,
  languages,
  localeFor,
  setLanguage,
  useLanguage,
} from "./language";
export { problemText, useProblemText } from "./problems";
