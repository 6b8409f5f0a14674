/**
 * Facts about Black Forest Labs' image models: abilities, prices and their dates. Prices are per megapixel, rounded up,
 * for input and output images.
 */
import type { ImageModel, ReferenceRule, UnitPrices } from '../model'

const SERVICE = 'bfl'

/** 2^20 pixels. */
const MEGAPIXEL = 1024 * 1024
/** The largest image that is generated. The service scales larger input images down. */
const MOST_MEGAPIXELS = 4
const PER_CENT = 10_000

/** The first output megapixel costs `first`; each further one, and each input megapixel, costs `further`. In cents. */
function priced(first: number, further: number): UnitPrices {
  const counts = Array.from({ length: MOST_MEGAPIXELS }, (_, index) => index + 1)
  const toAmount = (cents: number): number => Math.round(cents * PER_CENT)
  return {
    unit: 'image',
    steps: counts.map((count) => ({
      maxPixels: count * MEGAPIXEL,
      perUnit: toAmount(first + (count - 1) * further),
    })),
    perInput: [toAmount(further), toAmount(MOST_MEGAPIXELS * further)],
    asOf: '2026-11-22',
    source: 'BFL pricing page, November 2026',
  }
}

/** Images are embedded in the request. */
function references(most: number): ReferenceRule {
  return { most, maxBytes: 15_000_000, formats: ['png', 'jpeg', 'webp'], takesMarkup: false, fidelities: [] }
}

/** The service sends no previews, and makes one image per job. */
const IMAGE = {
  service: SERVICE,
  connection: SERVICE,
  kind: 'image',
  sizes: ['1024x1024', '1536x1024', '1024x1536', '1536x864', '864x1536', '2048x2048', '2048x1152', '1152x2048'],
  freeSizes: {
    multipleOf: 16,
    minPixels: 65_536,
    maxPixels: MOST_MEGAPIXELS * MEGAPIXEL,
    maxEdge: 2048,
    maxAspect: 8,
    experimentalAbove: Number.POSITIVE_INFINITY,
  },
  qualities: ['auto'],
  formats: ['png', 'jpeg'],
  backgrounds: ['auto'],
  moderations: ['auto'],
  maxImages: 1,
  maxPreviews: 0,
  maxPromptLength: 32_000,
} as const satisfies Partial<ImageModel>

export const bflImageModels: readonly ImageModel[] = [
  describe('flux-2-pro', 'FLUX.2 Pro', 8, priced(3, 1.5)),
  describe('flux-2-max', 'FLUX.2 Max', 8, priced(7, 3)),
  describe('flux-2-flex', 'FLUX.2 Flex', 8, priced(5, 5)),
  describe('flux-2-klein-9b', 'FLUX.2 Klein 9B', 4, priced(1.5, 0.2)),
  describe('flux-2-klein-4b', 'FLUX.2 Klein 4B', 4, priced(1.4, 0.1)),
]

function describe(wireName: string, name: string, mostReferences: number, unitPrices: UnitPrices): ImageModel {
  return {
    ...IMAGE,
    id: `${SERVICE}:${wireName}`,
    name,
    wireName,
    references: references(mostReferences),
    unitPrices,
  }
}
