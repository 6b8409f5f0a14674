/**
 * Every visible string comes from here. What the first frame says is bundled with it; the words of what opens later
 * come with that (`later.ts`).
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
