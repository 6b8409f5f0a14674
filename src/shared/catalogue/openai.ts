import type { ImageModel, SizeRule, TextModel, TokenBases, TokenPrices } from './model'

/** OpenAI's image guide for gpt-image-2 and later; the pixel limits are those its calculator applies. */
const FREE_SIZES: SizeRule = {
  multipleOf: 16,
  minPixels: 655_360,
  maxPixels: 8_294_400,
  maxEdge: 3840,
  maxAspect: 3,
}

const SIZES = [
  '1024x1024',
  '1536x1024',
  '1024x1536',
  '1536x864',
  '2048x2048',
  '2560x1440',
  '3840x2160',
  'auto',
] as const

const BASES_2: TokenBases = { low: 16, medium: 48, high: 96 }
const BASES_2_5: TokenBases = { low: 16, medium: 24, high: 48, xhigh: 64, max: 96 }
/**
 * Not published for 2.6: third-party measurements of 2026-11-05 put high and above at the 2.5 bases and low and medium
 * at three to four times their token counts. Tokens grow with the square of B, so that is a factor of √3 to 2 in B.
 */
const BASES_2_6: TokenBases = { low: [27, 34], medium: [41, 48], high: 48, xhigh: 64, max: 96 }

function prices(asOf: string, source: string): TokenPrices {
  return { textIn: 5, imageIn: 8, imageOut: 30, asOf, source }
}

const GPT_IMAGE = {
  provider: 'openai',
  kind: 'image',
  sizes: SIZES,
  freeSizes: FREE_SIZES,
  formats: ['png', 'jpeg', 'webp'],
  backgrounds: ['auto', 'opaque', 'transparent'],
  moderations: ['auto', 'low'],
  maxImages: 10,
  maxPreviews: 3,
  maxPromptLength: 32_000,
} as const

const QUALITIES_2 = ['auto', 'low', 'medium', 'high'] as const
const QUALITIES_2_5 = ['auto', 'low', 'medium', 'high', 'xhigh', 'max'] as const

const FLARE_2_5 = {
  ...GPT_IMAGE,
  wireName: 'gpt-image-2.5-flare',
  qualities: QUALITIES_2_5,
  prices: prices('2026-09-08', 'OpenAI model page, as quoted in September 2026'),
  tokenBases: BASES_2_5,
} as const

export const openaiImageModels: readonly ImageModel[] = [
  {
    ...FLARE_2_5,
    /** The stable alias of today's recommended image model; what it means may change with a release. */
    id: 'openai:gpt-imagegen',
    name: 'GPT Image (recommended)',
    note: 'model.note.recommended',
  },
  {
    ...GPT_IMAGE,
    id: 'openai:gpt-image-2',
    name: 'GPT Image 2',
    wireName: 'gpt-image-2',
    note: 'model.note.image2',
    qualities: QUALITIES_2,
    prices: prices('2026-04-21', 'OpenAI model page, as quoted in April 2026'),
    tokenBases: BASES_2,
  },
  { ...FLARE_2_5, id: 'openai:gpt-image-2.5-flare', name: 'GPT Image 2.5 Flare', note: 'model.note.flare' },
  {
    ...FLARE_2_5,
    id: 'openai:gpt-image-2.5-sunburst',
    name: 'GPT Image 2.5 Sunburst',
    wireName: 'gpt-image-2.5-sunburst',
    note: 'model.note.sunburst',
  },
  {
    ...FLARE_2_5,
    id: 'openai:gpt-image-2.6-flare',
    name: 'GPT Image 2.6 Flare',
    wireName: 'gpt-image-2.6-flare',
    note: 'model.note.flareNew',
    prices: prices('2026-11-05', 'launch notes quoting OpenAI, November 2026'),
    tokenBases: BASES_2_6,
  },
  {
    ...FLARE_2_5,
    id: 'openai:gpt-image-2.6-sunburst',
    name: 'GPT Image 2.6 Sunburst',
    wireName: 'gpt-image-2.6-sunburst',
    note: 'model.note.sunburstNew',
    prices: prices('2026-11-22', 'OpenAI model page, November 2026'),
    tokenBases: BASES_2_6,
  },
]

function gptText(wireName: string, name: string, note: string): TextModel {
  return { id: `openai:${wireName}`, provider: 'openai', kind: 'text', name, wireName, note, maxPromptLength: 400_000 }
}

export const openaiTextModels: readonly TextModel[] = [
  gptText('gpt-6.1-terra', 'GPT-6.1 Terra', 'model.note.terra'),
  gptText('gpt-6.1-sol', 'GPT-6.1 Sol', 'model.note.sol'),
  gptText('gpt-6-astra', 'GPT-6 Astra', 'model.note.astra'),
  gptText('gpt-6-luna', 'GPT-6 Luna', 'model.note.luna'),
  gptText('gpt-5.4-mini', 'GPT-5.4 Mini', 'model.note.mini'),
]
