/** Models of which only the name is known from the service's list. Pure. */
import type { Model } from '../model'
import type { ListedFacts, ListedModel, ModelType } from '../service'
import { getTextFacts, newestImageFacts } from './models'
import { findTextPrices } from './text-prices'

const WIRE_NAME = /^[a-z\d][\w.-]{0,119}$/i
const IMAGE = /(^|-)(image|nano-banana)(?=-|$)/
/** Speech, live sessions, embeddings, video, and models that only work with special tools. */
const NO_CONVERSATION =
  /(^|-)(audio|live|tts|embedding|imagen|veo|lyria|aqa|robotics|computer|deep|research|video|transcribe)(?=-|\d|$)/
/** Chat models: `gemini-…` and Google's open models. */
const TEXT = /^(gemini|gemma|learnlm)-/

/** Undefined for models that neither chat nor make images, and for strings that aren't names. */
export function describe(
  wireName: string,
  _type?: ModelType,
  { contextTokens, outputTokens }: ListedFacts = {},
): Model | undefined {
  if (!WIRE_NAME.test(wireName) || NO_CONVERSATION.test(wireName)) return undefined
  const facts = { id: `gemini:${wireName}`, wireName, name: formatName(wireName) } as const
  if (IMAGE.test(wireName)) return { ...newestImageFacts, ...facts }
  if (!TEXT.test(wireName)) return undefined
  const window = { ...(contextTokens && { contextTokens }), ...(outputTokens && { outputTokens }) }
  const tokenPrices = findTextPrices(wireName)
  return { ...getTextFacts(wireName), ...facts, ...window, ...(tokenPrices && { tokenPrices }) }
}

/** "Gemini 3.1 Flash-Lite" for gemini-3.1-flash-lite. */
function formatName(wireName: string): string {
  const words = wireName.split('-').map((word) => (/^\d+[a-z]/.test(word) ? word.toUpperCase() : capitalize(word)))
  return words.join(' ').replace('Flash Lite', 'Flash-Lite')
}

function capitalize(word: string): string {
  return word === 'it' ? 'IT' : word.charAt(0).toUpperCase() + word.slice(1)
}

/** Hides a frozen version, such as "gemini-2.5-flash-001", if the list has the name that means the newest one. */
export function isOffered(name: string, listed: ReadonlyMap<string, ListedModel>): boolean {
  const [, base] = /^(.+)-\d{3}$/.exec(name) ?? []
  return base === undefined || !listed.has(base)
}
