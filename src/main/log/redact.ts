/**
 * The one place that takes keys out of text: everything logged and every sentence of a provider passes through it.
 *
 * Keys that Easel holds are known exactly; keys it never held (echoed by a server, part of an address) are recognised
 * by their form. The exact ones belong to the process, not to an object: a key that one part knows must not appear in
 * the text of any other.
 */

const PLACEHOLDER = '[key]'

/** Shorter "keys" (local servers take any word) would blot out innocent words. */
const MIN_SECRET_LENGTH = 8

const TOKEN = String.raw`[\w.~+/*=-]{6,}`

/** What stays is the first group. Each is linear: no repetition within a repetition. */
const PATTERNS: readonly RegExp[] = [
  // fal: "Key <id>:<secret>"
  /(\bKey\s{1,4})[\w-]{8,}:[\w-]{8,}/gi,
  // Headers, JSON fields and query parameters that are named for what they hold.
  new RegExp(
    String.raw`(\b(?:x-goog-api-key|x-api-key|api[_-]?key|access[_-]?token|client[_-]?secret|authorization)["']?\s{0,4}[:=]\s{0,4}["']?(?:(?:Bearer|Basic|Key)\s{1,4})?)(?!(?:Bearer|Basic|Key)\s)${TOKEN}`,
    'gi',
  ),
  new RegExp(String.raw`(\b(?:Bearer|Basic)\s{1,4})(?=\S{0,40}[\d_.~+/*=-])${TOKEN}`, 'gi'),
  // OpenAI and those who imitate it; also with the middle already starred out
  /()\bsk-[\w*-]{6,}/g,
  /()\bvercel_blob_[a-z]+_\w+/gi,
  // Google
  /()\bAIza[\w-]{20,}/g,
  /([?&](?:key|token|secret)=)[^\s&#"']{6,}/gi,
  // https://user:password@host
  /(\b[a-z][a-z\d+.-]{1,20}:\/\/)[^\s/@]{1,200}(?=@)/gi,
]

const secrets = new Set<string>()

/** From now on this very text is taken out, whatever shape it has, also in the form it takes in an address. */
export function registerSecret(secret: string): void {
  if (secret.length < MIN_SECRET_LENGTH) return
  secrets.add(secret)
  secrets.add(encodeURIComponent(secret))
}

/** The text with `[key]` in the place of every known or recognisable key. */
export function redact(text: string): string {
  let clean = text
  // Longest first: a key may contain another one.
  for (const secret of [...secrets].sort((a, b) => b.length - a.length)) clean = clean.replaceAll(secret, PLACEHOLDER)
  for (const pattern of PATTERNS) clean = clean.replace(pattern, `$1${PLACEHOLDER}`)
  return clean
}
