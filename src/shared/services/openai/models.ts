/**
 * Facts about OpenAI's models: abilities, prices and their dates, and shutdown dates. Facts from the server
 * (`offers.ts`) override these at run time.
 */
import type {
  ImageModel,
  IsoDate,
  ModelNote,
  ReferenceRule,
  SizeRule,
  TextModel,
  TokenBases,
  TokenPrices,
} from '../model'
import type { ModelId } from '../ids'
import { RECOMMENDED_MEANING } from './ids'
import { findTextFacts } from './text-facts'
import { ANY_SETTINGS, type TextSettingRule } from '../../text-settings'

/** From OpenAI's image guide for gpt-image-2 and later. The pixel limits are those of its calculator. */
const FREE_SIZES: SizeRule = {
  multipleOf: 16,
  minPixels: 655_360,
  maxPixels: 8_294_400,
  maxEdge: 3840,
  maxAspect: 3,
  experimentalAbove: 2560 * 1440,
}

const SIZES = [
  '1024x1024',
  '1536x1024',
  '1024x1536',
  '1536x864',
  '864x1536',
  '2048x2048',
  '2560x1440',
  '1440x2560',
  '3840x2160',
  '2160x3840',
  'auto',
] as const
const SIZES_1 = ['1024x1024', '1536x1024', '1024x1536', 'auto'] as const

const REFERENCES: ReferenceRule = {
  most: 16,
  maxBytes: 50_000_000,
  formats: ['png', 'jpeg', 'webp'],
  mask: { sentAs: 'alpha', maxBytes: 4_000_000 },
  takesMarkup: true,
  fidelities: [],
  // Not published for gpt-image-2 and later, which always use high fidelity. For gpt-image-1, OpenAI's guide says that
  // high fidelity takes up to 6,240 tokens on top of a few hundred for the image itself.
  tokensEach: [1_000, 6_700],
}
const REFERENCES_2: ReferenceRule = { ...REFERENCES, takesMarkup: false }

const BASES_2: TokenBases = { low: 16, medium: 48, high: 96 }
const BASES_2_5: TokenBases = { low: 16, medium: 24, high: 48, xhigh: 64, max: 96 }
/**
 * Not published for 2.6. Third-party measurements of 2026-11-05 found high and above at the 2.5 bases, and low and
 * medium at three to four times their token counts. Tokens grow with the square of B, so that's a factor of √3 to 2 in
 * B.
 */
const BASES_2_6: TokenBases = { low: [27, 34], medium: [41, 48], high: 48, xhigh: 64, max: 96 }

function prices(asOf: IsoDate, source: string): TokenPrices {
  return { textIn: 5, textCached: 1.25, imageIn: 8, imageCached: 2, imageOut: 30, asOf, source }
}

const QUALITIES_2 = ['auto', 'low', 'medium', 'high'] as const
const QUALITIES_2_5 = ['auto', 'low', 'medium', 'high', 'xhigh', 'max'] as const

const GPT_IMAGE = {
  service: 'openai',
  connection: 'openai',
  kind: 'image',
  sizes: SIZES,
  freeSizes: FREE_SIZES,
  qualities: QUALITIES_2_5,
  formats: ['png', 'jpeg', 'webp'],
  backgrounds: ['auto', 'opaque', 'transparent'],
  moderations: ['auto', 'low'],
  maxImages: 10,
  maxPreviews: 3,
  references: REFERENCES,
  maxPromptLength: 32_000,
} as const

const IMAGE_2_5 = {
  ...GPT_IMAGE,
  prices: prices('2026-09-08', 'OpenAI model page, as quoted in September 2026'),
  tokenBases: BASES_2_5,
} as const

/** The generation before custom sizes. */
const { freeSizes: _none, ...FIXED_SIZES } = GPT_IMAGE
const IMAGE_1 = {
  ...FIXED_SIZES,
  sizes: SIZES_1,
  qualities: QUALITIES_2,
  successor: 'openai:gpt-imagegen',
  note: 'old',
} as const
const END_OF_2026: IsoDate = '2026-12-01'

export const openaiImageModels: readonly ImageModel[] = [
  {
    ...GPT_IMAGE,
    id: 'openai:gpt-image-2',
    name: 'GPT Image 2',
    wireName: 'gpt-image-2',
    note: 'image2',
    qualities: QUALITIES_2,
    references: REFERENCES_2,
    prices: prices('2026-04-21', 'OpenAI model page, as quoted in April 2026'),
    tokenBases: BASES_2,
    successor: 'openai:gpt-imagegen',
  },
  {
    ...IMAGE_2_5,
    id: RECOMMENDED_MEANING,
    name: 'GPT Image 2.5 Flare',
    wireName: 'gpt-image-2.5-flare',
    note: 'flare',
    successor: 'openai:gpt-image-2.6-flare',
  },
  {
    ...IMAGE_2_5,
    id: 'openai:gpt-image-2.5-sunburst',
    name: 'GPT Image 2.5 Sunburst',
    wireName: 'gpt-image-2.5-sunburst',
    note: 'sunburst',
    successor: 'openai:gpt-image-2.6-sunburst',
  },
  {
    ...GPT_IMAGE,
    id: 'openai:gpt-image-2.6-flare',
    name: 'GPT Image 2.6 Flare',
    wireName: 'gpt-image-2.6-flare',
    note: 'flareNew',
    prices: prices('2026-11-05', 'launch notes quoting OpenAI, November 2026'),
    tokenBases: BASES_2_6,
    successor: 'openai:gpt-image-2.6-sunburst',
  },
  {
    ...GPT_IMAGE,
    id: 'openai:gpt-image-2.6-sunburst',
    name: 'GPT Image 2.6 Sunburst',
    wireName: 'gpt-image-2.6-sunburst',
    note: 'sunburstNew',
    prices: prices('2026-11-22', 'OpenAI model page, November 2026'),
    tokenBases: BASES_2_6,
    successor: 'openai:gpt-image-2.6-flare',
  },
  {
    ...IMAGE_1,
    id: 'openai:gpt-image-1.5',
    name: 'GPT Image 1.5',
    wireName: 'gpt-image-1.5',
    references: { ...REFERENCES_2, fidelities: ['low', 'high'] },
    shutdown: END_OF_2026,
    prices: {
      ...prices('2026-08-21', 'Portkey’s table of model prices, August 2026'),
      imageOut: 32,
      textOut: 10,
    },
    imagePrices: {
      low: { square: 9_000, oblong: 13_000 },
      medium: { square: 34_000, oblong: 50_000 },
      high: { square: 133_000, oblong: 200_000 },
    },
  },
  {
    ...IMAGE_1,
    id: 'openai:gpt-image-1-mini',
    name: 'GPT Image 1 Mini',
    wireName: 'gpt-image-1-mini',
    references: { ...REFERENCES_2, fidelities: ['low'] },
    shutdown: END_OF_2026,
    prices: {
      ...prices('2026-11-22', 'OpenAI model page, November 2026'),
      textIn: 2,
      textCached: 0.2,
      imageIn: 2.5,
      imageCached: 0.25,
      imageOut: 8,
    },
    imagePrices: {
      low: { square: 5_000, oblong: 6_000 },
      medium: { square: 11_000, oblong: 15_000 },
      high: { square: 36_000, oblong: 52_000 },
    },
  },
  {
    // No known source lists its price.
    ...IMAGE_1,
    id: 'openai:chatgpt-image-latest',
    name: 'ChatGPT Image',
    wireName: 'chatgpt-image-latest',
    references: REFERENCES_2,
    shutdown: END_OF_2026,
  },
  {
    ...IMAGE_1,
    id: 'openai:gpt-image-1',
    name: 'GPT Image 1',
    wireName: 'gpt-image-1',
    references: { ...REFERENCES_2, fidelities: ['low', 'high'] },
    shutdown: '2026-10-23',
    prices: {
      ...prices('2026-10-23', 'OpenAI model page, after the shutdown'),
      imageIn: 10,
      imageCached: 2.5,
      imageOut: 40,
    },
    imagePrices: {
      low: { square: 11_000, oblong: 16_000 },
      medium: { square: 42_000, oblong: 63_000 },
      high: { square: 167_000, oblong: 250_000 },
    },
  },
  // Shut down, but chats from other programs may name them.
  { ...IMAGE_1, id: 'openai:dall-e-3', name: 'DALL·E 3', wireName: 'dall-e-3', shutdown: '2026-05-12' },
  { ...IMAGE_1, id: 'openai:dall-e-2', name: 'DALL·E 2', wireName: 'dall-e-2', shutdown: '2026-05-12' },
]

/** For image models of the same family that only the server knows: our newest model's abilities, without a price. */
export const newestImageFacts: Omit<ImageModel, 'id' | 'name' | 'wireName'> = {
  ...GPT_IMAGE,
  successor: 'openai:gpt-imagegen',
}

/**
 * OpenAI's package (7.57) lists these efforts for all reasoning models; the service knows which ones each accepts, and
 * refusals cost nothing. Such models accept no temperature.
 */
const REASONING: TextSettingRule = {
  efforts: ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'],
  maxOutput: true,
  tellsReasoning: true,
  imageTool: true,
  background: true,
  webSearch: {
    fee: { amount: 10_000, per: 'search', asOf: '2026-06-11', source: 'OpenAI’s price page, as quoted by others' },
  },
}
/** The families before GPT-5, some of which the service still lists. */
const BEFORE_REASONING = /^(?:chat)?gpt-[34]|^chatgpt-/
const OWN = /^(?:gpt-|chatgpt-|o\d)/

const TEXT = { service: 'openai', connection: 'openai', kind: 'text', maxPromptLength: 400_000, sees: true } as const
const TEXT_SUCCESSOR = 'openai:gpt-6.1-terra'

/** For text models that only the server knows. */
export function getTextFacts(wireName: string): Omit<TextModel, 'id' | 'name' | 'wireName'> {
  return { ...TEXT, ...findTextFacts(wireName), settings: getTextRule(wireName), successor: TEXT_SUCCESSOR }
}

/** Other vendors' models, on other servers, may accept anything. */
function getTextRule(wireName: string): TextSettingRule {
  if (BEFORE_REASONING.test(wireName)) return { temperature: 2, maxOutput: true }
  return OWN.test(wireName) ? REASONING : ANY_SETTINGS
}

/** Text models that Easel doesn't offer but whose shutdown date is known. */
export const TEXT_SHUTDOWNS: Readonly<Record<string, IsoDate>> = {
  'gpt-5': '2026-12-11',
  'gpt-5-mini': '2026-12-11',
  'gpt-5-nano': '2026-12-11',
  o3: '2026-12-11',
}

function gptText(wireName: string, name: string, note: ModelNote): TextModel {
  const id: ModelId = `openai:${wireName}`
  return {
    ...TEXT,
    ...findTextFacts(wireName),
    settings: REASONING,
    id,
    name,
    wireName,
    note,
    successor: TEXT_SUCCESSOR,
  }
}

export const openaiTextModels: readonly TextModel[] = [
  gptText('gpt-6.1-terra', 'GPT-6.1 Terra', 'terra'),
  gptText('gpt-6.1-sol', 'GPT-6.1 Sol', 'sol'),
  gptText('gpt-6-astra', 'GPT-6 Astra', 'astra'),
  gptText('gpt-6-luna', 'GPT-6 Luna', 'luna'),
  gptText('gpt-5.4-mini', 'GPT-5.4 Mini', 'mini'),
]
