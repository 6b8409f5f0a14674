/**
 * Facts about the image models at fal: abilities, prices and their dates. The wire name is the endpoint for prompts
 * without images; the adapter knows the one for edits and the fields of both.
 */
import type { AspectRatio } from '../../image-options'
import type { ImageModel, IsoDate, ReferenceRule, UnitPrices } from '../model'
import { openaiImageModels } from '../openai/models'

const RATIOS: readonly AspectRatio[] = ['1:1', '2:3', '3:2', '3:4', '4:3', '4:5', '5:4', '9:16', '16:9', '21:9']
const NARROW_RATIOS: readonly AspectRatio[] = ['1:4', '4:1', '1:8', '8:1']

/** Images are embedded in the request, so that none stays at a public address. */
function references(most: number): ReferenceRule {
  return { most, maxBytes: 8_000_000, formats: ['png', 'jpeg', 'webp'], takesMarkup: false, fidelities: [] }
}

/** The service sends no previews. */
const IMAGE = {
  service: 'fal',
  connection: 'fal',
  kind: 'image',
  sizes: [],
  qualities: ['auto'],
  formats: ['png', 'jpeg'],
  backgrounds: ['auto'],
  moderations: ['auto'],
  maxImages: 4,
  maxPreviews: 0,
  maxPromptLength: 32_000,
} as const

const SHAPES = { aspectRatios: RATIOS, resolutions: ['1K', '2K', '4K'] } as const

const SIZES = ['1024x1024', '1536x1024', '1024x1536', '1536x864', '864x1536'] as const

/** Slightly more than the squares of 1024, 2048 and 4096, because other shapes are rounded up. */
export const PIXELS_1K = 1_200_000
const PIXELS_2K = 4_800_000
const PIXELS_4K = 19_000_000

function priced(
  unit: UnitPrices['unit'],
  steps: readonly (readonly [perUnit: number, maxPixels?: number])[],
  asOf: IsoDate,
  source: string,
): UnitPrices {
  return {
    unit,
    perInput: 0,
    steps: steps.map(([perUnit, maxPixels]) => ({ perUnit, ...(maxPixels !== undefined && { maxPixels }) })),
    asOf,
    source,
  }
}

/** Has OpenAI's abilities and token prices, but here an image is a job with an id that survives a crash of Easel. */
function describeSunburst(): ImageModel {
  const known = openaiImageModels.find(({ wireName }) => wireName === 'gpt-image-2.5-sunburst')
  if (!known) throw new Error('The catalogue lacks GPT Image 2.5 Sunburst')
  const { successor: _successor, prices, references: rule, ...abilities } = known
  return {
    ...abilities,
    id: 'fal:openai/gpt-image-2.5/sunburst/text-to-image',
    service: 'fal',
    connection: 'fal',
    wireName: 'openai/gpt-image-2.5/sunburst/text-to-image',
    // A job that OpenAI would lose in a crash continues here.
    note: 'sunburstJob',
    moderations: ['auto'],
    maxImages: 4,
    maxPreviews: 0,
    references: {
      ...references(16),
      ...(rule?.mask && { mask: rule.mask }),
      ...(rule?.tokensEach && { tokensEach: rule.tokensEach }),
    },
    ...(prices &&
      prices !== 'free' && {
        prices: { ...prices, textOut: 10, asOf: '2026-11-22', source: 'fal model page, November 2026' },
      }),
  }
}

const SEEDREAM = {
  sizes: ['1024x1024', '1536x1024', '1024x1536', '2048x2048', '2048x1152', '1152x2048'],
  freeSizes: {
    multipleOf: 16,
    minPixels: 921_600,
    maxPixels: 4_624_220,
    maxEdge: 8192,
    maxAspect: 16,
    experimentalAbove: Number.POSITIVE_INFINITY,
  },
  formats: ['png'],
  choosesFormat: true,
  unitPrices: priced(
    'image',
    [
      [67_500, 1536 * 1536],
      [135_000, 4_624_220],
    ],
    '2026-11-22',
    'fal model page, November 2026',
  ),
} satisfies Partial<ImageModel>

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

export const falImageModels: readonly ImageModel[] = [
  {
    ...IMAGE,
    ...SHAPES,
    id: 'fal:blackforestlabs/flux-3/text-to-image',
    name: 'FLUX 3',
    wireName: 'blackforestlabs/flux-3/text-to-image',
    maxImages: 1,
    references: references(10),
    // Larger images cost more; no known source says how much.
    unitPrices: priced('image', [[48_000, PIXELS_1K]], '2026-11-22', 'fal model page, November 2026'),
  },
  {
    ...IMAGE,
    ...SHAPES,
    id: 'fal:blackforestlabs/flux-3-klein/text-to-image',
    name: 'FLUX 3 Klein',
    wireName: 'blackforestlabs/flux-3-klein/text-to-image',
    maxImages: 1,
    references: references(10),
    unitPrices: priced(
      'image',
      [
        [9_000, PIXELS_1K],
        [14_000, PIXELS_2K],
        [36_000, PIXELS_4K],
      ],
      '2026-11-22',
      'fal model page, November 2026',
    ),
  },
  {
    // No known source lists fal's price for it.
    ...IMAGE,
    ...SHAPES,
    id: 'fal:google/nano-banana-2.1',
    name: 'Nano Banana 2.1',
    wireName: 'google/nano-banana-2.1',
    note: 'banana',
    aspectRatios: [...RATIOS, ...NARROW_RATIOS],
    references: references(14),
  },
  describeSunburst(),
  {
    ...IMAGE,
    id: 'fal:bytedance/seedream/v5/pro/text-to-image',
    name: 'Seedream 5 Pro',
    wireName: 'bytedance/seedream/v5/pro/text-to-image',
    ...SEEDREAM,
    references: references(10),
  },
  {
    // Recraft's own price is known, fal's isn't.
    ...IMAGE,
    id: 'fal:fal-ai/recraft/v4.1/text-to-image',
    name: 'Recraft V4.1',
    wireName: 'fal-ai/recraft/v4.1/text-to-image',
    sizes: SIZES,
    formats: ['png'],
    choosesFormat: true,
    maxImages: 1,
  },
  {
    ...IMAGE,
    id: 'fal:fal-ai/flux/dev',
    name: 'FLUX.1 Dev',
    wireName: 'fal-ai/flux/dev',
    sizes: SIZES,
    unitPrices: priced('megapixel', [[25_000]], '2026-11-22', 'fal model page, November 2026'),
  },
  {
    ...IMAGE,
    ...ANY_SIZE,
    id: 'fal:fal-ai/bria/background/remove',
    name: 'Bria RMBG 2.0',
    wireName: 'fal-ai/bria/background/remove',
    tool: { name: 'removeBackground', maxInputEdge: 8192, maxInputPixels: 32_000_000 },
    maxImages: 1,
    references: { ...references(1), least: 1 },
    unitPrices: priced('image', [[18_000]], '2026-11-22', 'fal model page, November 2026'),
  },
  {
    ...IMAGE,
    ...ANY_SIZE,
    id: 'fal:fal-ai/clarity-upscaler',
    name: 'Clarity Upscaler',
    wireName: 'fal-ai/clarity-upscaler',
    // Billed by the megapixels of the enlarged image.
    tool: { name: 'upscale', factor: 2, maxInputEdge: 4096, maxInputPixels: 16_000_000 },
    maxImages: 1,
    references: { ...references(1), least: 1 },
    unitPrices: priced('megapixel', [[30_000]], '2026-11-22', 'fal model page, November 2026'),
  },
  {
    ...IMAGE,
    ...SEEDREAM,
    id: 'fal:bytedance/seedream/v5/pro/edit',
    name: 'Seedream 5 Pro variations',
    wireName: 'bytedance/seedream/v5/pro/edit',
    tool: { name: 'vary', maxInputEdge: 8192, maxInputPixels: 32_000_000 },
    references: { ...references(1), least: 1 },
  },
]
