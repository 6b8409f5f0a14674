/** Describes an OpenRouter model from the service's list. Pure. */
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

/** `author/slug`, optionally with a variant such as `:free`. */
const NAME = /^[\w.~-]{1,80}\/[\w.~:-]{1,110}$/

export function isModelName(name: string): boolean {
  return NAME.test(name)
}

/** Per image. The limit of a whole request isn't published. */
const MOST_REFERENCE_BYTES = 20_000_000
/** For a model whose number of input images isn't listed. */
const USUAL_REFERENCES = 16
const LONGEST_TEXT = 400_000
/** A rule of thumb for English. Anything longer can't fit. */
const CHARACTERS_PER_TOKEN = 4

const OWN = { service: SERVICE, connection: SERVICE, isToldByServer: true } as const

/** Requests contain only options that the list mentions. */
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

/** The service decides how many previews to send; users only choose whether they want any. */
const MOST_PREVIEWS: ImageOptions['previews'] = 3

/** Without a type, the facts decide; failing that, it's a text model. */
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

/** One way to specify the shape is enough, and most of the models have aspect ratios. */
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

/** "auto" is never sent: it leaves the choice to the model. */
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
    // Without facts, only the service knows.
    ...((sees || kind === undefined) && { sees: true }),
    // The service can search for every model, by various means. Their cost only appears in the answer's total.
    settings: { ...(takes ? describeSettings(takes) : ANY_SETTINGS), webSearch: {} },
    ...(contextTokens && { contextTokens }),
    ...(outputTokens && { outputTokens }),
    ...(prices && describeTextPrices(prices)),
  }
}

/** The service translates efforts into what each model supports. */
function describeSettings(takes: readonly TextSettingName[]): TextSettingRule {
  return {
    ...(takes.includes('temperature') && { temperature: HIGHEST_TEMPERATURE }),
    ...(takes.includes('effort') && { efforts: REASONING_EFFORTS }),
    ...(takes.includes('maxOutput') && { maxOutput: true }),
  }
}
