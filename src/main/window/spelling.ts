/**
 * Spell checking. macOS has its own. Elsewhere Chromium downloads dictionaries from Google, so nothing is checked or
 * downloaded until the user turns it on.
 */
import { app, session } from 'electron'

/** Each is a separate download. */
const MOST_LANGUAGES = 3
const NEVER_WITHOUT = 'en-US'

/** Returns a dictionary for each of the user's languages, for its first region only. English if there is none. */
export function findSpellingLanguages(wanted: readonly string[], available: readonly string[]): string[] {
  const found = new Map<string, string>()
  for (const language of wanted) {
    const [base = language] = language.split('-')
    const dictionary =
      [language, base].find((candidate) => available.includes(candidate)) ??
      available.find((candidate) => candidate.startsWith(`${base}-`))
    if (dictionary && !found.has(base)) found.set(base, dictionary)
  }
  return found.size > 0 ? [...found.values()].slice(0, MOST_LANGUAGES) : [NEVER_WITHOUT]
}

/** `chosen`: the dictionaries chosen by the user; empty for the system's languages. */
export function checkSpelling(isOn: boolean, chosen: readonly string[] = []): void {
  if (process.platform === 'darwin') return
  const { defaultSession } = session
  // Turn it off first, so that no unwanted dictionary is downloaded.
  if (!isOn) defaultSession.setSpellCheckerEnabled(false)
  const available = defaultSession.availableSpellCheckerLanguages
  const own = chosen.filter((language) => available.includes(language))
  const wanted = own.length > 0 ? own : findSpellingLanguages(app.getPreferredSystemLanguages(), available)
  defaultSession.setSpellCheckerLanguages(isOn ? wanted : [])
  if (isOn) defaultSession.setSpellCheckerEnabled(true)
}

export function listSpellingLanguages(): readonly string[] {
  return process.platform === 'darwin' ? [] : session.defaultSession.availableSpellCheckerLanguages
}
