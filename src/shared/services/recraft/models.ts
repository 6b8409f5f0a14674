/** Facts about Recraft's image models: abilities, prices and their dates. */
import type { ImageSize } from '../../image-options'
import type { ImageModel, ReferenceRule, UnitPrices } from '../model'

const SERVICE = 'recraft'

const SIZES = [
  '1024x1024',
  '1280x832',
  '832x1280',
  '1216x896',
  '896x1216',
  '1152x896',
  '896x1152',
  '1344x768',
  '768x1344',
  '1536x768',
  '768x1536',
] as const satisfies readonly ImageSize[]

/** Twice the edges. */
const PRO_SIZES = [
  '2048x2048',
  '2560x1664',
  '1664x2560',
  '2432x1792',
  '1792x2432',
  '2304x1792',
  '1792x2304',
  '2688x1536',
  '1536x2688',
  '3072x1536',
  '1536x3072',
] as const satisfies readonly ImageSize[]

function priced(perUnit: number): UnitPrices {
  return {
    unit: 'image',
    steps: [{ perUnit }],
    perInput: 0,
    asOf: '2026-11-22',
    source: 'Recraft API pricing page, November 2026',
  }
}

/** The prompt changes an image, which keeps its size. */
const ONE_IMAGE: ReferenceRule = {
  most: 1,
  maxBytes: 10_000_000,
  formats: ['png', 'jpeg', 'webp'],
  takesMarkup: false,
  fidelities: [],
}

/** The service sends no previews. */
const IMAGE = {
  service: SERVICE,
  connection: SERVICE,
  kind: 'image',
  sizes: SIZES,
  qualities: ['auto'],
  formats: ['png', 'webp'],
  backgrounds: ['auto'],
  moderations: ['auto'],
  maxImages: 6,
  maxPreviews: 0,
  maxPromptLength: 10_000,
} as const satisfies Partial<ImageModel>

/** The service chooses the output size. */
const ANY_SIZE = {
  sizes: ['auto'],
  freeSizes: {
    multipleOf: 1,
    minPixels: 1,
    maxPixels: 100_000_000,
    maxEdge: 16_384,
    maxAspect: 128,
    experimentalAbove: Number.POSITIVE_INFINITY,
  },
  formats: ['png'],
} as const

/** The result is a vector drawing; the format can't be chosen. */
const VECTORS = { formats: ['svg'] } as const satisfies Partial<ImageModel>

const TOOL_INPUT = { maxInputEdge: 4096, maxInputPixels: 16_000_000 } as const
const TOOL_REFERENCES: ReferenceRule = { ...ONE_IMAGE, least: 1 }

export const recraftImageModels: readonly ImageModel[] = [
  {
    ...IMAGE,
    id: `${SERVICE}:recraftv4_1`,
    name: 'Recraft V4.1',
    wireName: 'recraftv4_1',
    references: ONE_IMAGE,
    unitPrices: priced(35_000),
  },
  {
    ...IMAGE,
    id: `${SERVICE}:recraftv4_1_pro`,
    name: 'Recraft V4.1 Pro',
    wireName: 'recraftv4_1_pro',
    sizes: PRO_SIZES,
    unitPrices: priced(210_000),
  },
  {
    ...IMAGE,
    id: `${SERVICE}:recraftv4_1_flash`,
    name: 'Recraft V4.1 Flash',
    wireName: 'recraftv4_1_flash',
    unitPrices: priced(7_000),
  },
  {
    ...IMAGE,
    ...VECTORS,
    id: `${SERVICE}:recraftv4_1_vector`,
    name: 'Recraft V4.1 Vector',
    wireName: 'recraftv4_1_vector',
    unitPrices: priced(80_000),
  },
  {
    ...IMAGE,
    ...VECTORS,
    id: `${SERVICE}:recraftv4_1_pro_vector`,
    name: 'Recraft V4.1 Pro Vector',
    wireName: 'recraftv4_1_pro_vector',
    sizes: PRO_SIZES,
    unitPrices: priced(300_000),
  },
  {
    ...IMAGE,
    ...ANY_SIZE,
    id: `${SERVICE}:removeBackground`,
    name: 'Recraft background removal',
    wireName: 'removeBackground',
    tool: { name: 'removeBackground', ...TOOL_INPUT },
    maxImages: 1,
    references: TOOL_REFERENCES,
    unitPrices: priced(10_000),
  },
  {
    ...IMAGE,
    ...ANY_SIZE,
    id: `${SERVICE}:crispUpscale`,
    name: 'Recraft crisp upscale',
    wireName: 'crispUpscale',
    tool: { name: 'upscale', factor: 2, ...TOOL_INPUT },
    maxImages: 1,
    references: TOOL_REFERENCES,
    unitPrices: priced(4_000),
  },
  {
    ...IMAGE,
    ...ANY_SIZE,
    ...VECTORS,
    id: `${SERVICE}:vectorize`,
    name: 'Recraft vectorizer',
    wireName: 'vectorize',
    tool: { name: 'vectorize', ...TOOL_INPUT },
    maxImages: 1,
    references: TOOL_REFERENCES,
    unitPrices: priced(10_000),
  },
  {
    ...IMAGE,
    id: `${SERVICE}:variateImage`,
    name: 'Recraft remix',
    wireName: 'variateImage',
    tool: { name: 'vary', ...TOOL_INPUT },
    references: TOOL_REFERENCES,
    // The price is stated per request, which may mean per image.
    unitPrices: { ...priced(0), steps: [{ perUnit: [10_000, 40_000] }] },
  },
]
