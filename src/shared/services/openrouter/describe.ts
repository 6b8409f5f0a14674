/** A model of OpenRouter's, from what its list says. Pure. */
import type { ImageOptions } from '../../image-options'
import type { ImageModel, Model, ReferenceRule, TextModel } from '../model'
import type { ListedFacts, ListedOptions, ModelType } from '../service'
import {
  ANY_SETTINGS,
  HIGHEST_TEMPERATURE,
  REASONING_EFFORTS,
  type TextSettingName,
  type TextSettingRule,
} from '../../text-settings'
import { describeImagePrices, describeTextPrices } from './prices'

export const SERVICE = 'openrouter'

/** `author/slug`, and a variant such as `:free`. */
const NAME = /^[\w.~-]{1,80}\/[\w.~:-]{1,110}$/

export function isModelName(name: string): boolean {
  return NAME.test(name)
}

/** Of one image. A whole request's limit is not published. */
const MOST_REFERENCE_BYTES = 20_000_000
/** Of a model whose number of input images isn't told. */
const USUAL_REFERENCES = 16
const LONGEST_TEXT = 400_000
/** A rule of thumb for English. What is longer by it can't fit. */
const CHARACTERS_PER_TOKEN = 4

const OWN = { service: SERVICE, connection: SERVICE, isToldByServer: true } as const

/** Nothing is asked for that isn't told. */
const IMAGE = {
  ...OWN,
  kind: 'image',
  sizes: ['auto'],
  qualities: ['auto'],
  formats: ['png'],
  backgrounds: ['auto'],
  moderations: ['auto'],
  maxImages: 1,
  maxPreviews: 0,
  maxPromptLength: 32_000,
} as const satisfies Partial<ImageModel>

/** How many previews come is up to the service; what can be chosen is whether they're asked for. */
const MOST_PREVIEWS: ImageOptions['previews'] = 3

/** Without a type, a model is what its facts say, else one for text. */
export function describe(name: string, type?: ModelType, facts: ListedFacts = {}): Model | undefined {
  const kind = type ?? facts.kind ?? 'text'
  if (!isModelName(name) || kind === 'hidden') return undefined
  return kind === 'image' ? describeImageModel(name, facts) : describeTextModel(name, facts)
}

function describeImageModel(wireName: string, facts: ListedFacts): ImageModel {
  const { title = wireName, options, streams, prices } = facts
  return {
    ...IMAGE,
    id: `${SERVICE}:image/${wireName}`,
    name: title,
    wireName,
    ...(options ? describeOptions(options) : { choosesFormat: true, references: createRule(USUAL_REFERENCES) }),
    ...(streams && { maxPreviews: MOST_PREVIEWS }),
    ...(prices && describeImagePrices(prices, options?.resolutions)),
  }
}

function describeOptions(told: ListedOptions): Partial<ImageModel> {
  const { qualities, formats, backgrounds, maxImages, maxReferences } = told
  return {
    ...describeShapes(told),
    ...(qualities?.length && { qualities: withAuto(qualities) }),
    ...(formats?.length ? { formats } : { choosesFormat: true }),
    ...(backgrounds?.length && { backgrounds: withAuto(backgrounds) }),
    ...(maxImages && { maxImages }),
    ...(maxReferences && { references: createRule(maxReferences) }),
  }
}

/** One way of telling the shape is enough, and ratios are what most of the models have. */
function describeShapes({ sizes = [], aspectRatios = [], resolutions = [] }: ListedOptions): Partial<ImageModel> {
  if (aspectRatios.length > 0 || resolutions.length > 1) {
    return {
      sizes: [],
      aspectRatios: aspectRatios.length > 0 ? aspectRatios : ['1:1'],
      resolutions: resolutions.length > 0 ? resolutions : ['1K'],
    }
  }
  return sizes.length > 0 ? { sizes: withAuto(sizes) } : {}
}

/** What is left to the model isn't sent. */
function withAuto<Value extends string>(values: readonly Value[]): readonly (Value | 'auto')[] {
  return [...values.filter((value) => value !== 'auto'), 'auto']
}

function createRule(most: number): ReferenceRule {
  return { most, maxBytes: MOST_REFERENCE_BYTES, formats: ['png', 'jpeg', 'webp'], takesMarkup: false, fidelities: [] }
}

function describeTextModel(wireName: string, facts: ListedFacts): TextModel {
  const { title = wireName, contextTokens, outputTokens, sees, kind, takes, prices } = facts
  const fits = contextTokens === undefined ? LONGEST_TEXT : contextTokens * CHARACTERS_PER_TOKEN
  return {
    ...OWN,
    kind: 'text',
    id: `${SERVICE}:text/${wireName}`,
    name: title,
    wireName,
    maxPromptLength: Math.min(LONGEST_TEXT, fits),
    // Without its facts, only the service knows.
    ...((sees || kind === undefined) && { sees: true }),
    // The service searches for every model, by various means: what each costs is in the answer's cost only.
    settings: { ...(takes ? describeSettings(takes) : ANY_SETTINGS), webSearch: {} },
    ...(contextTokens && { contextTokens }),
    ...(outputTokens && { outputTokens }),
    ...(prices && describeTextPrices(prices)),
  }
}

/** Efforts are translated by the service into what each model knows. */
function describeSettings(takes: readonly TextSettingName[]): TextSettingRule {
  return {
    ...(takes.includes('temperature') && { temperature: HIGHEST_TEMPERATURE }),
    ...(takes.includes('effort') && { efforts: REASONING_EFFORTS }),
    ...(takes.includes('maxOutput') && { maxOutput: true }),
  }
}
