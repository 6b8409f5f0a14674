/**
 * The words of everything after the first frame. Each part that is loaded later and has words imports this file, so
 * that its words are there before it's drawn.
 */
import later from '@shared/locales/later.en.json'
import { addWords } from '.'

addWords(later)
