/** Keys that are known by how they look. So a key of another service is told, and keys are taken out of what is logged. */
import { listServices } from './services'

/** Of vendors that Easel has no service for. Those that it has tell theirs (`ServiceModule.keyShapes`). */
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

/** Whose key this is, if its shape is one of a kind. */
export function findKeyOwner(key: string): string | undefined {
  const isShaped = (shape: RegExp): boolean => new RegExp(`^(?:${shape.source})$`).test(key)
  const own = listServices().find(({ keyShapes }) => keyShapes?.some(isShaped))
  return own?.keyOwner ?? OTHERS.find(({ shape }) => isShaped(shape))?.owner
}

/** All shapes as one pattern, for searching texts. Each is linear, and has no groups that capture. */
export function joinKeyShapes(): string {
  const own = listServices().flatMap(({ keyShapes }) => keyShapes ?? [])
  return [...own, ...OTHERS.map(({ shape }) => shape)].map(({ source }) => source).join('|')
}
