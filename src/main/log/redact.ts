/**
 * Removes keys from text. Everything logged and every provider message passes through here.
 *
 * Easel's own keys are matched exactly; other keys (echoed by a server, part of an address) are recognized by their
 * form. The exact ones are stored per process, not per object, so that a key known to one part never appears in the
 * text of another.
 */

import { joinKeyShapes } from '@shared/key-shapes'

const PLACEHOLDER = '[key]'

/** Local servers accept any word as a key. Removing shorter ones would remove ordinary words. */
const MIN_SECRET_LENGTH = 8

const TOKEN = String.raw`[\w.~+/*=-]{6,}`

/** The first group isn't removed. Each pattern is linear: no repetition within a repetition. */
const PATTERNS: readonly RegExp[] = [
  // A key that consists of id and secret, whatever they look like.
  /(\bKey\s{1,4})[\w-]{8,}:[\w-]{8,}/gi,
  // Headers, JSON fields and query parameters whose name shows that they contain a key.
  new RegExp(
    String.raw`(\b(?:x-goog-api-key|x-api-key|api[_-]?key|access[_-]?token|client[_-]?secret|authorization)["']?\s{0,4}[:=]\s{0,4}["']?(?:(?:Bearer|Basic|Key)\s{1,4})?)(?!(?:Bearer|Basic|Key)\s)${TOKEN}`,
    'gi',
  ),
  new RegExp(String.raw`(\b(?:Bearer|Basic)\s{1,4})(?=\S{0,40}[\d_.~+/*=-])${TOKEN}`, 'gi'),
  /([?&](?:key|token|secret)=)[^\s&#"']{6,}/gi,
  // https://user:password@host
  /(\b[a-z][a-z\d+.-]{1,20}:\/\/)[^\s/@]{1,200}(?=@)/gi,
]

/** The form of many services' keys, also with the middle replaced by asterisks. */
const PLAIN_SHAPE = String.raw`sk-[\w*-]{6,}`

const secrets = new Set<string>()

/** Registers a key. From now on this exact text is removed, also in URL-encoded form. */
export function registerSecret(secret: string): void {
  if (secret.length < MIN_SECRET_LENGTH) return
  secrets.add(secret)
  secrets.add(encodeURIComponent(secret))
}

/** Returns the text with `[key]` in place of every known or recognizable key. */
export function redact(text: string): string {
  let clean = text
  // Longest first, since a key may contain another one.
  for (const secret of [...secrets].sort((a, b) => b.length - a.length)) clean = clean.replaceAll(secret, PLACEHOLDER)
  // Services provide the patterns of their keys once they're loaded. Before that, none of their data is read or logged.
  clean = clean.replace(new RegExp(String.raw`\b(?:${PLAIN_SHAPE}|${joinKeyShapes()})`, 'g'), PLACEHOLDER)
  for (const pattern of PATTERNS) clean = clean.replace(pattern, `$1${PLACEHOLDER}`)
  return clean
}
