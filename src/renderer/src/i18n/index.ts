/**
 * All visible strings. The words of the first frame are bundled with it; those of later parts are loaded with them
 * (`later.ts`).
 */
import i18next from 'i18next'
import en from '@shared/locales/en.json'

void i18next.init({
  lng: 'en',
  fallbackLng: 'en',
  resources: { en: { translation: en } },
  initAsync: false,
  // React escapes.
  interpolation: { escapeValue: false },
})
