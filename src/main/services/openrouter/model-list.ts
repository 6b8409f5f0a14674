/**
 * OpenRouter's lists: of image models with their options, of text models with their prices, and of an image model's
 * providers with theirs.
 */
import type { AspectRatio, ImageResolution, ImageSize } from '@shared/image-options'
import { isModelName } from '@shared/services/openrouter/describe'
import type { TextSettingName } from '@shared/text-settings'
import type { ListedFacts, ListedModel, ListedOptions, ListedPrice } from '@shared/services/service'
import { readPieces, readStart } from '../answer-body'
import { isRecord } from '../json'
import type { ListCalls, ModelListSource } from '../model-list-source'
import { parseText } from '../decode-answer'
import { readList } from '../read-list'
import { buildHeaders } from './client'

/** In bytes. The list of text models has about 600 kB, including a page about each model. */
const MAX_LIST_BYTES = 32 * 1024 * 1024
const MOST_MODELS = 10_000
/** Prices take a request per model, for about forty models, once a day. */
const MOST_PRICED = 100
const PRICED_AT_ONCE = 3
const PRICES_MS = 15_000
const MAX_PRICES_BYTES = 1024 * 1024

const LONGEST_TITLE = 120

export const modelList: ModelListSource = {
  request: async (fetch, account, signal) => {
    // The lists are public. Only the key's own endpoint shows whether it's valid.
    const key = await get('key', { fetch, account, signal })
    if (key.status === 401 || key.status === 403) return key
    await key.body?.cancel()
    return get('images/models', { fetch, account, signal })
  },
  read: async (response, calls) => {
    const images = await readModels(response, parseImageModel)
    if (!images) return undefined
    const known = new Set(images.map(({ name }) => name))
    const answer = await get('models', calls)
    const texts = answer.ok ? await readModels(answer, parseTextModel) : undefined
    return [...images, ...(texts ?? []).filter(({ name }) => !known.has(name))]
  },
  complete: async (models, calls) => {
    const priced = models.filter(({ facts }) => facts?.kind === 'image').slice(0, MOST_PRICED)
    const found = new Map<string, ListedFacts['prices']>()
    const waiting = priced.values()
    const work = async (): Promise<void> => {
      for (const { name } of waiting) {
        if (calls.signal.aborted) return
        const prices = await readPrices(name, calls).catch(() => undefined)
        if (prices) found.set(name, prices)
      }
    }
    await Promise.all(Array.from({ length: PRICED_AT_ONCE }, work))
    return models.map((model) => {
      const prices = found.get(model.name)
      return prices ? { ...model, facts: { ...model.facts, prices } } : model
    })
  },
}

function get(path: string, { fetch, account, signal }: ListCalls): Promise<Response> {
  const { baseUrl, key } = account
  return fetch(`${baseUrl}/${path}`, { headers: buildHeaders(key), redirect: 'manual', signal })
}

function readModels(
  response: Response,
  parse: (item: Record<string, unknown>) => ListedFacts | undefined,
): Promise<readonly ListedModel[] | undefined> {
  return readList(readPieces(response), {
    field: 'data',
    parse: (item) => (isRecord(item) ? parseModel(item, parse(item)) : []),
    mostItems: MOST_MODELS,
    mostBytes: MAX_LIST_BYTES,
  })
}

function parseModel(item: Record<string, unknown>, facts: ListedFacts | undefined): readonly ListedModel[] {
  const { id, name, expiration_date: end } = item
  if (!facts || typeof id !== 'string' || !isModelName(id)) return []
  const title = cleanTitle(name)
  const shutdown = typeof end === 'string' && /^\d{4}-\d{2}-\d{2}/.test(end) ? end.slice(0, 10) : undefined
  return [{ name: id, ...(shutdown && { shutdown }), facts: { ...(title && { title }), ...facts } }]
}

/** Returns the title on one line without invisible characters. */
function cleanTitle(name: unknown): string | undefined {
  if (typeof name !== 'string') return undefined
  const title = name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()
  return title === '' ? undefined : title.slice(0, LONGEST_TITLE)
}

function parseImageModel(item: Record<string, unknown>): ListedFacts | undefined {
  const parameters = isRecord(item['supported_parameters']) ? item['supported_parameters'] : {}
  const made = listModalities(item, 'output_modalities')
  if (made.length > 0 && !made.includes('image')) return undefined
  const formats = readEnum(parameters['output_format'])
  const drawn = formats.filter((format) => format === 'png' || format === 'jpeg' || format === 'webp')
  // It makes only formats that Easel can't show: SVG can contain scripts.
  if (formats.length > 0 && drawn.length === 0) return undefined
  const most = readMost(parameters['input_references'])
  const options: ListedOptions = {
    sizes: readEnum(parameters['size']).filter((size): size is ImageSize => /^[1-9]\d{1,4}x[1-9]\d{1,4}$/.test(size)),
    aspectRatios: readEnum(parameters['aspect_ratio']).filter((ratio): ratio is AspectRatio =>
      /^[1-9]\d?:[1-9]\d?$/.test(ratio),
    ),
    resolutions: readEnum(parameters['resolution']).filter(isResolution),
    qualities: readEnum(parameters['quality']).filter((name) => isAmong(name, QUALITIES)),
    formats: drawn,
    backgrounds: readEnum(parameters['background']).filter((name) => isAmong(name, BACKGROUNDS)),
    maxImages: Math.min(MOST_IMAGES, Math.max(1, readMost(parameters['n']) ?? 1)),
    ...(most && { maxReferences: Math.min(most, MOST_REFERENCES) }),
  }
  return {
    kind: 'image',
    options,
    ...(most && { sees: true }),
    ...(item['supports_streaming'] === true && { streams: true }),
  }
}

const QUALITIES = ['auto', 'low', 'medium', 'high', 'xhigh', 'max'] as const
const BACKGROUNDS = ['auto', 'opaque', 'transparent'] as const
const RESOLUTIONS = ['1K', '2K', '4K'] as const
/** What Easel requests at most, whatever the list allows. */
const MOST_IMAGES = 10
const MOST_REFERENCES = 32
/** Far more than any parameter has. */
const MOST_VALUES = 100

function isAmong<Name extends string>(name: string, names: readonly Name[]): name is Name {
  return names.some((one) => one === name)
}

function isResolution(name: string): name is ImageResolution {
  return isAmong(name, RESOLUTIONS)
}

/** Reads `{"type":"enum","values":[…]}`. */
function readEnum(value: unknown): readonly string[] {
  const values = isRecord(value) && Array.isArray(value['values']) ? value['values'].slice(0, MOST_VALUES) : []
  return [...new Set(values.filter((one) => typeof one === 'string'))]
}

/** Reads `{"type":"range","min":…,"max":…}`, or `{"type":"boolean"}` as one. Undefined if nothing is allowed. */
function readMost(value: unknown): number | undefined {
  if (isRecord(value) && value['type'] === 'boolean') return 1
  const most = isRecord(value) ? value['max'] : undefined
  return typeof most === 'number' && Number.isFinite(most) && most >= 1 ? Math.floor(most) : undefined
}

function listModalities(item: Record<string, unknown>, direction: string): readonly unknown[] {
  const architecture = isRecord(item['architecture']) ? item['architecture'] : {}
  const modalities = architecture[direction]
  return Array.isArray(modalities) ? modalities : []
}

/** Skips models that make images, which use the image API, and those that make no text. */
function parseTextModel(item: Record<string, unknown>): ListedFacts | undefined {
  const made = listModalities(item, 'output_modalities')
  if (made.length > 0 && (!made.includes('text') || made.includes('image'))) return undefined
  const { context_length: context, supported_parameters: parameters } = item
  const output = isRecord(item['top_provider']) ? item['top_provider']['max_completion_tokens'] : undefined
  const prices = isRecord(item['pricing']) ? parseTextPrices(item['pricing']) : undefined
  return {
    kind: 'text',
    ...(listModalities(item, 'input_modalities').includes('image') && { sees: true }),
    ...(typeof context === 'number' && context >= 1 && { contextTokens: Math.floor(context) }),
    ...(typeof output === 'number' && output >= 1 && { outputTokens: Math.floor(output) }),
    ...(Array.isArray(parameters) && { takes: listSettings(parameters) }),
    ...(prices && { prices: { asOf: nameToday(), lines: prices } }),
  }
}

/** Our names for the parameters of text models. */
const SETTINGS: Readonly<Record<string, TextSettingName>> = {
  temperature: 'temperature',
  reasoning: 'effort',
  max_tokens: 'maxOutput',
}

function listSettings(parameters: readonly unknown[]): readonly TextSettingName[] {
  return [...new Set(parameters.flatMap((name) => SETTINGS[String(name)] ?? []))]
}

const TEXT_PRICES = [
  ['prompt', 'textIn', 'token'],
  ['completion', 'textOut', 'token'],
  ['request', 'textIn', 'request'],
] as const

/** Reads prices in dollars, given as strings. A negative one means that it varies. */
function parseTextPrices(pricing: Record<string, unknown>): readonly ListedPrice[] | undefined {
  const lines: ListedPrice[] = []
  for (const [field, what, unit] of TEXT_PRICES) {
    if (pricing[field] === undefined && unit === 'request') continue
    const each = toMicroDollars(pricing[field])
    if (each === undefined) return undefined
    lines.push({ what, unit, each })
  }
  return lines
}

async function readPrices(name: string, calls: ListCalls): Promise<ListedFacts['prices']> {
  const path = name.split('/').map(encodeURIComponent).join('/')
  const signal = AbortSignal.any([calls.signal, AbortSignal.timeout(PRICES_MS)])
  const response = await get(`images/models/${path}/endpoints`, { ...calls, signal })
  const { text, brokenBy } = await readStart(readPieces(response), MAX_PRICES_BYTES)
  if (!response.ok || brokenBy !== undefined || text.length > MAX_PRICES_BYTES) return undefined
  const json = parseText(text)?.json
  // Wrapped like their lists.
  const body = isRecord(json) && isRecord(json['data']) ? json['data'] : json
  const endpoints = isRecord(body) && Array.isArray(body['endpoints']) ? body['endpoints'].filter(isRecord) : []
  const lines = endpoints.map(({ pricing }) => parseImagePrices(pricing))
  const known = lines.filter((one) => one !== undefined)
  // If one provider has no readable price, the range of all is unknown.
  if (known.length === 0 || known.length < lines.length) return undefined
  return { asOf: nameToday(), lines: known.flat().slice(0, MOST_VALUES) }
}

const BILLED = {
  output_image: 'imageOut',
  input_image: 'imageIn',
  input_reference: 'imageIn',
  input_text: 'textIn',
} as const satisfies Record<string, ListedPrice['what']>
const UNITS = ['image', 'megapixel', 'token', 'request'] as const

function parseImagePrices(pricing: unknown): readonly ListedPrice[] | undefined {
  if (!Array.isArray(pricing)) return undefined
  const lines: ListedPrice[] = []
  for (const line of pricing.filter(isRecord)) {
    const { billable, unit, cost_usd: cost, variant } = line
    const what =
      typeof billable === 'string' && billable in BILLED ? BILLED[billable as keyof typeof BILLED] : undefined
    // Fonts and other things that Easel never sends.
    if (!what) continue
    const each = toMicroDollars(cost)
    if (each === undefined || typeof unit !== 'string' || !isAmong(unit, UNITS)) return undefined
    const resolution = typeof variant === 'string' ? variant.toUpperCase() : ''
    lines.push({ what, unit, each, ...(isResolution(resolution) && { resolution }) })
  }
  return lines.some(({ what }) => what === 'imageOut') ? lines : undefined
}

/** Doesn't round: a token costs a fraction of a micro-dollar. */
function toMicroDollars(value: unknown): number | undefined {
  const dollars = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  if (typeof dollars !== 'number' || !Number.isFinite(dollars) || dollars < 0) return undefined
  // Removes binary rounding errors: 0.0000025 is 2.5.
  return Number((dollars * 1e6).toPrecision(12))
}

function nameToday(): string {
  return new Date().toISOString().slice(0, 10)
}
