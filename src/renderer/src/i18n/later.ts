/**
 * The words of everything after the first frame. Each part that is loaded later and has words imports this file, so
 * that its words are there before it's drawn.
 */
import i18next from 'i18next'
import later from '@shared/locales/later.en.json'

i18next.addResourceBundle('en', 'translation', later, true)
