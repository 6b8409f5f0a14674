/** Models of which only the name is known from a server's list. Pure. */
import type { ModelId } from '../ids'
import type { Model } from '../model'
import type { ListedModel } from '../service'
import { UNKNOWN_MODEL } from './ids'
import { newestImageFacts, openaiImageModels, openaiTextModels, TEXT_SHUTDOWNS, getTextFacts } from './models'

const WIRE_NAME = /^[A-Za-z0-9][\w.:/@+-]{0,119}$/
const IMAGE_FAMILY = /^(gpt-image-\d|chatgpt-image-)/
/** Words in the names of models that neither chat nor generate images: speech, embeddings, components. */
const NO_CONVERSATION =
  /(^|[-_.:/])(audio|realtime|transcribe|tts|whisper|embed\w*|moderation|dall|image|sora|davinci|babbage|search|computer|instruct|rerank\w*|clip|bge|diffusion|sd\w?|sdxl|flux\w*|vae|upscal\w*|video|speech|voice)(?=[-_.:/\d]|$)/i
const DATED = /^(.+)-(\d{4}-\d{2}-\d{2})$/

/** Splits a frozen version, such as "gpt-image-2-2026-04-21", into its base and its date. */
export function splitDate(wireName: string): { readonly base: string; readonly date: string } | undefined {
  const [, base, date] = DATED.exec(wireName) ?? []
  return base !== undefined && date !== undefined ? { base, date } : undefined
}

/** Undefined for models that neither chat nor make images, and for strings that aren't names. */
export function describe(wireName: string): Model | undefined {
  const id: ModelId = `openai:${wireName}`
  if (!WIRE_NAME.test(wireName) || id === UNKNOWN_MODEL) return undefined
  const dated = splitDate(wireName)
  const known = [...openaiImageModels, ...openaiTextModels]
  const base = dated && known.find((model) => model.wireName === dated.base)
  if (dated && base) return { ...base, id, wireName, name: `${base.name} (${dated.date})` }
  const facts = { id, wireName, name: formatName(wireName) }
  if (IMAGE_FAMILY.test(wireName)) return { ...newestImageFacts, ...facts }
  if (NO_CONVERSATION.test(wireName)) return undefined
  const shutdown = TEXT_SHUTDOWNS[dated?.base ?? wireName]
  return { ...getTextFacts(wireName), ...facts, ...(shutdown && { shutdown }) }
}

/** "GPT-5.6 Sol" for gpt-5.6-sol. Other vendors' names stay as they are. */
function formatName(wireName: string): string {
  const { base, date } = splitDate(wireName) ?? { base: wireName }
  const [, version, rest = ''] = /^(?:chat)?gpt-(image-\d[^-]*|\d[^-]*)((?:-[a-z0-9]+)*)$/i.exec(base) ?? []
  if (version === undefined) return wireName
  const family = version.startsWith('image-') ? `GPT Image ${version.slice(6)}` : `GPT-${version}`
  const words = rest.split('-').map((word) => word.charAt(0).toUpperCase() + word.slice(1))
  return `${family}${words.join(' ')}${date ? ` (${date})` : ''}`
}

/** OpenAI lists many models that can't chat. A compatible server lists the models its owner wants to use. */
export function isOffered(name: string, listed: ReadonlyMap<string, ListedModel>, server: string): boolean {
  const dated = splitDate(name)
  // The undated name means the newest version, so the dated one isn't needed.
  if (dated && listed.has(dated.base)) return false
  return !isOwnServer(server) || /^(gpt-|chatgpt-|o\d)/.test(name)
}

export function isOwnServer(address: string): boolean {
  return /^https:\/\/([\w-]+\.)*openai\.com(?=[/:]|$)/.test(address)
}
