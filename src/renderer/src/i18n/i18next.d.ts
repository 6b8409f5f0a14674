import type en from '@shared/locales/en.json'
import type later from '@shared/locales/later.en.json'

/** Unknown keys don't compile. */
declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: Merged }
    returnNull: false
  }
}

/** The words of the first frame and the later ones. A section may be in both. */
type Merged = {
  [Section in keyof typeof en | keyof typeof later]: (Section extends keyof typeof en
    ? (typeof en)[Section]
    : unknown) &
    (Section extends keyof typeof later ? (typeof later)[Section] : unknown)
}
