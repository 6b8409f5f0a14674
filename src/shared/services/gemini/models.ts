/**
 * Facts about Google's Gemini models: abilities, prices and their dates, and shutdown dates. The service's own list
 * (`GET /v1beta/models`) says which of them are available.
 */
import type { AspectRatio } from '../../image-options'
import type { ModelId } from '../ids'
import type { TextSettingRule } from '../../text-settings'
import type { ImageModel, IsoDate, ReferenceRule, TextModel, TokenPrices } from '../model'

const RATIOS: readonly AspectRatio[] = ['1:1', '2:3', '3:2', '3:4', '4:3', '4:5', '5:4', '9:16', '16:9', '21:9']
const NARROW_RATIOS: readonly AspectRatio[] = ['1:4', '4:1', '1:8', '8:1']

/**
 * 14 images (Google's model pages). A whole request may have 100 MB, as base64 (Google's blog, January 2026). Each
 * image takes 1,120 tokens at most (Google's page on media resolution); a third party counted about 1,090.
 */
const REFERENCES: ReferenceRule = {
  most: 14,
  maxBytes: 50_000_000,
  maxBytesTogether: 70_000_000,
  formats: ['png', 'jpeg', 'webp'],
  mask: { sentAs: 'words' },
  takesMarkup: false,
  fidelities: [],
  tokensEach: [1_090, 1_120],
}

/**
 * The service chooses the file format and sends no previews. Each call makes one image, so several are made in
 * parallel.
 */
const IMAGE = {
  service: 'gemini',
  connection: 'gemini',
  kind: 'image',
  sizes: [],
  aspectRatios: RATIOS,
  resolutions: ['1K', '2K', '4K'],
  qualities: ['auto'],
  formats: ['png'],
  choosesFormat: true,
  backgrounds: ['auto'],
  moderations: ['auto'],
  maxImages: 4,
  makesOnePerCall: true,
  references: REFERENCES,
  maxPreviews: 0,
  maxPromptLength: 32_000,
} as const

/** Input costs the same for text and images, cached or not. */
function prices(input: number, text: number, image: number, asOf: IsoDate, source: string): TokenPrices {
  return {
    textIn: input,
    textCached: input,
    imageIn: input,
    imageCached: input,
    imageOut: image,
    textOut: text,
    asOf,
    source,
  }
}

const BANANA = 'gemini:gemini-nano-banana-2.1'
const PRO = 'gemini:gemini-3-pro-image'

function ended(wireName: string, name: string, shutdown: IsoDate, successor: ModelId): ImageModel {
  return { ...IMAGE, id: `gemini:${wireName}`, name, wireName, shutdown, successor }
}

export const geminiImageModels: readonly ImageModel[] = [
  {
    ...IMAGE,
    id: BANANA,
    name: 'Nano Banana 2.1',
    wireName: 'gemini-nano-banana-2.1',
    note: 'banana',
    aspectRatios: [...RATIOS, ...NARROW_RATIOS],
    prices: prices(1.5, 7.5, 30, '2026-11-06', 'inference.sh, November 2026'),
    // The price of 2K isn't known, except that it's between the other two.
    resolutionPrices: { '1K': 33_600, '2K': [33_600, 113_400], '4K': 113_400 },
    successor: PRO,
  },
  {
    ...IMAGE,
    id: PRO,
    name: 'Gemini 3 Pro Image',
    wireName: 'gemini-3-pro-image',
    note: 'proImage',
    prices: prices(2, 12, 120, '2026-11-06', 'third parties quoting Google, November 2026'),
    resolutionPrices: { '1K': 134_000, '2K': 134_000, '4K': 240_000 },
    successor: BANANA,
  },
  {
    // No known source lists its price.
    ...IMAGE,
    id: 'gemini:gemini-3.1-flash-lite-image',
    name: 'Gemini 3.1 Flash-Lite Image',
    wireName: 'gemini-3.1-flash-lite-image',
    resolutions: ['1K'],
    successor: BANANA,
  },
  // Shut down, but Google's packages and chats from other programs still name them.
  ended('gemini-3.1-flash-image', 'Gemini 3.1 Flash Image', '2026-10-29', BANANA),
  ended('gemini-2.5-flash-image', 'Gemini 2.5 Flash Image', '2026-10-02', BANANA),
  ended('gemini-3.1-flash-image-preview', 'Gemini 3.1 Flash Image Preview', '2026-06-25', BANANA),
  ended('gemini-3-pro-image-preview', 'Gemini 3 Pro Image Preview', '2026-06-25', PRO),
]

/** For image models that only the service knows: what all of them can do, without a price. */
export const newestImageFacts: Omit<ImageModel, 'id' | 'name' | 'wireName'> = {
  ...IMAGE,
  resolutions: ['1K'],
  successor: BANANA,
}

/** For text models, all of which only the service's list knows. */
export function getTextFacts(wireName: string): Omit<TextModel, 'id' | 'name' | 'wireName'> {
  return {
    service: 'gemini',
    connection: 'gemini',
    kind: 'text',
    isToldByServer: true,
    maxPromptLength: 400_000,
    sees: true,
    settings: getTextRule(wireName),
  }
}

const TEXT_RULE: TextSettingRule = { temperature: 2, maxOutput: true }
/** Since Gemini 3, levels set how much a model thinks. The service reports which levels it accepts. */
const THINKS = /^gemini-(?:[3-9]|\d\d)/
const THINKING: TextSettingRule = { efforts: ['minimal', 'low', 'medium', 'high'], tellsReasoning: true }
/** Google's open models can't search. */
const SEARCHES = /^gemini-(?:2\.5|[3-9]|\d\d)/
const SEARCH_FEE = { asOf: '2026-10-07', source: 'Google’s price page, as quoted by others' } as const

function getTextRule(wireName: string): TextSettingRule {
  const thinks = THINKS.test(wireName)
  return {
    ...TEXT_RULE,
    ...(thinks && THINKING),
    // A month's first searches are free, but how many are left isn't known here, so the estimate is too high rather
    // than too low.
    ...(SEARCHES.test(wireName) && {
      webSearch: {
        fee: thinks
          ? { ...SEARCH_FEE, amount: 14_000, per: 'search' }
          : { ...SEARCH_FEE, amount: 35_000, per: 'answer' },
      },
    }),
  }
}
