import { z } from '../zod'
import {
  LEAST_COLUMNS,
  LEAST_SHEET_WIDTH,
  LONGEST_CAPTION,
  MOST_COLUMNS,
  MOST_HANDED_OFF,
  MOST_ON_SHEET,
  MOST_SHEET_WIDTH,
  PAPERS,
  type HandOffOrder,
} from '@shared/hand-off/order'
import type { ObjectHash } from '@shared/ids'
import type { RecipeFacts } from '@shared/recipe/recipe'
import { attachmentId } from '../objects/input-image-schema'

interface Schemas {
  readonly hash: z.ZodType<ObjectHash>
  readonly recipe: z.ZodType<RecipeFacts>
}

/** Names may contain anything: main makes them safe. */
const name = z.string().max(1_000)
const title = z.string().max(1_000)
const edge = z.number().int().min(1).max(100_000)

export function createHandOffOrder({ hash, recipe }: Schemas): z.ZodType<HandOffOrder> {
  const about = z.strictObject({
    id: attachmentId,
    chat: title.optional(),
    rating: z.union([z.number().int().min(1).max(5), z.literal('rejected')]).optional(),
    collections: z.array(title).max(1_000).optional(),
  })
  const files = z
    .array(z.strictObject({ hash, name, recipe: recipe.optional(), about }))
    .min(1)
    .max(MOST_HANDED_OFF)
  const look = {
    columns: z.number().int().min(LEAST_COLUMNS).max(MOST_COLUMNS),
    theme: z.enum(['light', 'dark']),
    cells: z
      .array(
        z.strictObject({
          hash,
          width: edge,
          height: edge,
          prompt: z.string().max(LONGEST_CAPTION),
          facts: z.array(title).max(3),
        }),
      )
      .min(1)
      .max(MOST_ON_SHEET),
  }
  return z.strictObject({
    id: z.uuid(),
    suggestedName: name,
    form: z.discriminatedUnion('kind', [
      z.strictObject({
        kind: z.enum(['folder', 'zip']),
        hasSidecars: z.boolean(),
        keepsRecipes: z.boolean(),
        files,
      }),
      z.strictObject({ kind: z.literal('pdf'), paper: z.enum(PAPERS), isLandscape: z.boolean(), ...look }),
      z.strictObject({
        kind: z.literal('png'),
        width: z.number().int().min(LEAST_SHEET_WIDTH).max(MOST_SHEET_WIDTH),
        ...look,
      }),
    ]),
  })
}
