/** Keys that are recognizable by their shape. Used to detect another service's key, and to remove keys from logs. */
import { listServices } from './services'

/** Vendors that Easel has no service for. Services declare theirs (`ServiceModule.keyShapes`). */
const OTHERS: readonly { readonly owner: string; readonly shape: RegExp }[] = [
  { owner: 'Anthropic', shape: /sk-ant-[\w-]+/ },
  { owner: 'xAI', shape: /xai-[A-Za-z\d]{20,}/ },
  { owner: 'Replicate', shape: /r8_[A-Za-z\d]{20,}/ },
  { owner: 'Hugging Face', shape: /hf_[A-Za-z\d]{20,}/ },
  { owner: 'Groq', shape: /gsk_[A-Za-z\d]{20,}/ },
  { owner: 'Perplexity', shape: /pplx-[A-Za-z\d]{20,}/ },
  { owner: 'NVIDIA', shape: /nvapi-[\w-]{20,}/ },
  { owner: 'Vercel Blob', shape: /vercel_blob_[a-z]+_\w+/ },
  { owner: 'GitHub', shape: /(?:gh[pousr]_|github_pat_)\w{20,}/ },
  { owner: 'Together', shape: /tgp_v\d_[\w-]{20,}/ },
  { owner: 'Cerebras', shape: /csk-[A-Za-z\d]{20,}/ },
  { owner: 'Vercel AI Gateway', shape: /vck_\w{20,}/ },
]

/** Returns whose key this is, if its shape is unique. */
export function findKeyOwner(key: string): string | undefined {
  const isShaped = (shape: RegExp): boolean => new RegExp(`^(?:${shape.source})$`).test(key)
  const own = listServices().find(({ keyShapes }) => keyShapes?.some(isShaped))
  return own?.keyOwner ?? OTHERS.find(({ shape }) => isShaped(shape))?.owner
}

/** All shapes as one pattern, for searching text. Each runs in linear time and has no capturing groups. */
export function joinKeyShapes(): string {
  const own = listServices().flatMap(({ keyShapes }) => keyShapes ?? [])
  return [...own, ...OTHERS.map(({ shape }) => shape)].map(({ source }) => source).join('|')
}
