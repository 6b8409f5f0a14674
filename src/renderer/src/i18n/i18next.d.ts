import type en from '@shared/locales/en.json'

/** A key that does not exist does not compile. */
declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en }
    returnNull: false
  }
}
