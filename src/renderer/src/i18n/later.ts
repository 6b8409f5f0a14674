/**
 * All strings needed after the first frame. Every lazy-loaded part with text imports this file, so its strings are
 * loaded before it renders.
 */
import later from '@shared/locales/later.en.json'
import { addWords } from '.'

addWords(later)
