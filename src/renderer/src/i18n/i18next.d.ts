import type en from '@shared/locales/en.json'
import type later from '@shared/locales/later.en.json'

/** A key that does not exist does not compile. */
declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: Merged }
    returnNull: false
  }
}

/** The words of the first frame and the later ones; a section may stand in both. */
type Merged = {
  [Section in keyof typeof en | keyof typeof later]: (Section extends keyof typeof en
    ? (typeof en)[Section]
    : unknown) &
    (Section extends keyof typeof later ? (typeof later)[Section] : unknown)
}
