/** The one place that takes keys out of text: everything logged and every sentence of a provider passes through it. */

const PLACEHOLDER = '[key]'

/** Shapes of the keys that Easel handles, and of headers that carry any. */
const PATTERNS: readonly RegExp[] = [
  /\bsk-[\w*.-]{6,}/g,
  /\bvercel_blob_[a-z]+_\w+/gi,
  /\bAIza[\w-]{20,}/g,
  /\b(Bearer)\s+[\w.~+/=-]{6,}/gi,
  /\b(Key)\s+[\w-]{8,}:[\w-]{8,}/g,
  /((?:x-goog-api-key|authorization|api[-_]?key)["']?\s*[:=]\s*["']?)[^\s"',;]{6,}/gi,
]

const secrets = new Set<string>()

/** From now on this very text is taken out too, whatever shape it has. Short texts would blot out innocent words. */
export function registerSecret(secret: string): void {
  if (secret.length >= 8) secrets.add(secret)
}

export function redact(text: string): string {
  let clean = text
  for (const secret of secrets) clean = clean.replaceAll(secret, PLACEHOLDER)
  for (const pattern of PATTERNS) {
    clean = clean.replace(pattern, (_match, kept: unknown) =>
      typeof kept === 'string' ? `${kept}${/[\s:="']$/.test(kept) ? '' : ' '}${PLACEHOLDER}` : PLACEHOLDER,
    )
  }
  return clean
}
