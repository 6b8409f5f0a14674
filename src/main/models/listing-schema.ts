/** Parses a stored list of models of any version. An unreadable line or fact doesn't affect the others. */
import { IMAGE_FORMATS } from '@shared/image-formats'
import type { AspectRatio, ImageSize } from '@shared/image-options'
import type { ListedFacts, ListedModel, ModelListing } from '@shared/services/service'
import { TEXT_SETTING_NAMES } from '@shared/text-settings'
import { QUANTITY_NAMES } from '@shared/usage'
import { z } from '../zod'

const name = z.string().min(1).max(200)
const count = z.number().int().positive()
const each = z.number().nonnegative()
const resolution = z.enum(['1K', '2K', '4K'])
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)

/** Parses a list, dropping values that only a later version knows. */
function known<T>(value: z.ZodType<T>) {
  return z
    .array(z.unknown())
    .transform((items) => items.flatMap((item) => value.safeParse(item).data ?? []) as readonly T[])
    .optional()
    .catch(undefined)
}

const options = z.object({
  sizes: known(
    z
      .string()
      .regex(/^(?:auto|\d{1,5}x\d{1,5})$/)
      .transform((size) => size as ImageSize),
  ),
  aspectRatios: known(
    z
      .string()
      .regex(/^[1-9]\d?:[1-9]\d?$/)
      .transform((ratio) => ratio as AspectRatio),
  ),
  resolutions: known(resolution),
  qualities: known(z.enum(['auto', 'low', 'medium', 'high', 'xhigh', 'max'])),
  formats: known(z.enum(IMAGE_FORMATS)),
  backgrounds: known(z.enum(['auto', 'opaque', 'transparent'])),
  maxImages: count.optional().catch(undefined),
  maxReferences: count.optional().catch(undefined),
})

const price = z.object({
  what: z.enum(QUANTITY_NAMES),
  unit: z.enum(['token', 'image', 'megapixel', 'second', 'request']),
  each: z.union([each, z.tuple([each, each])]),
  resolution: resolution.optional(),
})

const facts = z.object({
  title: name.optional().catch(undefined),
  kind: z.enum(['image', 'text', 'hidden']).optional().catch(undefined),
  options: options.optional().catch(undefined),
  sees: z.literal(true).optional().catch(undefined),
  streams: z.literal(true).optional().catch(undefined),
  contextTokens: count.optional().catch(undefined),
  outputTokens: count.optional().catch(undefined),
  takes: known(z.enum(TEXT_SETTING_NAMES)),
  // One unreadable price would make the total too low, so none is used.
  prices: z
    .object({ asOf: day, lines: z.array(price) })
    .optional()
    .catch(undefined),
}) satisfies z.ZodType<ListedFacts>

const model = z.object({
  name,
  shutdown: day.optional().catch(undefined),
  facts: facts.optional().catch(undefined),
}) satisfies z.ZodType<ListedModel>

const listing = z.object({
  version: z.literal(1),
  server: z.string(),
  readAt: z.number(),
  models: z.array(z.unknown()),
})

/** Returns undefined for anything else. */
export function parseListing(text: string): ModelListing | undefined {
  const { data } = listing.safeParse(JSON.parse(text))
  if (!data) return undefined
  const { server, readAt } = data
  return { server, readAt, models: data.models.flatMap((line) => model.safeParse(line).data ?? []) }
}
