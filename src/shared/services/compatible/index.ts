/**
 * Servers that implement OpenAI's API: programs on the user's own computer, and gateways. A model's type is guessed
 * from its name until the user sets it, so the id starts with it: `compatible-1a2b3c4d:image/flux-dev`.
 */
import type { ImageModel, Model, TextModel } from '../model'
import type { ListedFacts, ServiceModule } from '../service'
import { openaiImageModels } from '../openai/models'
import { ANY_SETTINGS } from '../../text-settings'
import { guessType } from './guess-type'

const SERVICE = 'compatible'

/** What most of these servers support. Everything else is left to the server, which may reject what it can't do. */
const IMAGE = {
  service: SERVICE,
  connection: SERVICE,
  kind: 'image',
  isGuessed: true,
  sizes: ['1024x1024', '512x512', '768x768', '1024x1536', '1536x1024', 'auto'],
  // Latent diffusion needs multiples of 8; the limits only keep typos from causing hours of work.
  freeSizes: {
    multipleOf: 8,
    minPixels: 64 * 64,
    maxPixels: 4096 * 4096,
    maxEdge: 8192,
    maxAspect: 8,
    experimentalAbove: Number.POSITIVE_INFINITY,
  },
  qualities: ['auto'],
  formats: ['png'],
  backgrounds: ['auto'],
  moderations: ['auto'],
  maxImages: 10,
  maxPreviews: 0,
  // Most of them edit images as OpenAI does. Only the server knows which models can, and refusals cost nothing.
  references: {
    most: 16,
    maxBytes: 50_000_000,
    formats: ['png', 'jpeg', 'webp'],
    mask: { sentAs: 'alpha', maxBytes: 50_000_000 },
    takesMarkup: false,
    fidelities: [],
  },
  maxPromptLength: 32_000,
} as const

/** Only the server knows what a model accepts, and refusals cost nothing. */
const TEXT = {
  service: SERVICE,
  connection: SERVICE,
  kind: 'text',
  isToldByServer: true,
  maxPromptLength: 400_000,
  sees: true,
  settings: ANY_SETTINGS,
} as const

/** Longer names wouldn't fit in a request for the model list. */
const LONGEST_NAME = 200

function describe(
  name: string,
  type: 'image' | 'text' | 'hidden' = guessType(name),
  facts?: ListedFacts,
): Model | undefined {
  if (type === 'hidden' || name === '' || name.length > LONGEST_NAME) return undefined
  return type === 'image' ? describeImageModel(name) : describeTextModel(name, facts)
}

function describeImageModel(name: string): ImageModel {
  const own = { id: `${SERVICE}:image/${name}`, name, wireName: name, service: SERVICE, connection: SERVICE } as const
  const known = openaiImageModels.find(({ wireName }) => wireName === name)
  if (!known) return { ...IMAGE, ...own }
  // A gateway to a known model: keeps its abilities, but not its price and shutdown date.
  const { prices: _p, tokenBases: _t, imagePrices: _i, shutdown: _s, successor: _n, note: _o, ...abilities } = known
  return { ...abilities, ...own, maxPreviews: 0 }
}

function describeTextModel(name: string, { contextTokens }: ListedFacts = {}): TextModel {
  const window = contextTokens === undefined ? {} : { contextTokens }
  return { ...TEXT, ...window, id: `${SERVICE}:text/${name}`, name, wireName: name }
}

export const compatible: ServiceModule = {
  id: SERVICE,
  name: 'OpenAI-compatible server',
  isBuiltIn: false,
  key: 'optional',
  versionPath: '/v1',
  hasTypes: true,
  // The default addresses as of July to November 2026.
  presets: [
    { name: 'LocalAI', address: 'http://localhost:8080/v1' },
    { name: 'stable-diffusion.cpp', address: 'http://127.0.0.1:1234/v1' },
    { name: 'vLLM-Omni', address: 'http://localhost:8000/v1' },
    { name: 'SGLang', address: 'http://localhost:30000/v1' },
    { name: 'LM Studio', address: 'http://localhost:1234/v1' },
    { name: 'Ollama', address: 'http://localhost:11434/v1' },
  ],
  variables: { key: [], address: [] },
  models: [],
  describe,
  find: (idName) => {
    const [, type, name] = /^(image|text)\/(.+)$/s.exec(idName) ?? []
    return name === undefined ? undefined : describe(name, type === 'image' ? 'image' : 'text')
  },
  isOffered: () => true,
  // A graphics card generates one image at a time.
  callsAtOnce: { image: 1, text: 4 },
}
