/** Keys that are known by their first characters. Tells a key that was pasted into the field of another service. */

/** The more special shapes come first. */
const SHAPES: readonly { readonly shape: RegExp; readonly owner: string }[] = [
  { shape: /^sk-ant-/, owner: 'Anthropic' },
  { shape: /^sk-or-/, owner: 'OpenRouter' },
  // Google's older keys, and those of 2026.
  { shape: /^AIza[\w-]{20,}$/, owner: 'Google' },
  { shape: /^AQ\.[\w-]{20,}$/, owner: 'Google' },
  { shape: /^xai-/, owner: 'xAI' },
  { shape: /^r8_/, owner: 'Replicate' },
  { shape: /^hf_/, owner: 'Hugging Face' },
  { shape: /^gsk_/, owner: 'Groq' },
  { shape: /^pplx-/, owner: 'Perplexity' },
  { shape: /^nvapi-/, owner: 'NVIDIA' },
  { shape: /^vercel_blob_/, owner: 'Vercel Blob' },
  { shape: /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}:[\da-f]{32}$/, owner: 'fal' },
  { shape: /^(?:gh[pousr]_|github_pat_)/, owner: 'GitHub' },
  { shape: /^tgp_v\d/, owner: 'Together' },
  { shape: /^csk-/, owner: 'Cerebras' },
  { shape: /^vck_/, owner: 'Vercel AI Gateway' },
  { shape: /^sk-(?:proj-|svcacct-|admin-)/, owner: 'OpenAI' },
]

/** Whose key this is, if its shape is one of a kind. Many services copy plain `sk-` keys, so those tell nothing. */
export function findKeyOwner(key: string): string | undefined {
  return SHAPES.find(({ shape }) => shape.test(key))?.owner
}
