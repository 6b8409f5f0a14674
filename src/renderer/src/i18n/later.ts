/**
 * The words of what is not in the first frame. Each part that is fetched later and speaks imports this file, so that
 * its words are there before it is drawn.
 */
import i18next from 'i18next'
import later from '@shared/locales/later.en.json'

i18next.addResourceBundle('en', 'translation', later, true)
