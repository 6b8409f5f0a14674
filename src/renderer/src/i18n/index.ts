/** Every visible string comes from here. Bundled, so that the first frame already speaks. */
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
