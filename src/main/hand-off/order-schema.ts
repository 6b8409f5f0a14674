import { z } from 'zod'
import { MOST_HANDED_OFF, type HandOffOrder } from '@shared/hand-off/order'
import type { ObjectHash } from '@shared/ids'
import type { RecipeFacts } from '@shared/recipe/recipe'
import { attachmentId } from '../objects/input-image-schema'

interface Schemas {
  readonly hash: z.ZodType<ObjectHash>
  readonly recipe: z.ZodType<RecipeFacts>
}

/** Names may hold anything: main makes them safe. */
const name = z.string().max(1_000)
const title = z.string().max(1_000)

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
  return z.strictObject({
    id: z.uuid(),
    suggestedName: name,
    form: z.strictObject({
      kind: z.enum(['folder', 'zip']),
      hasSidecars: z.boolean(),
      keepsRecipes: z.boolean(),
      files,
    }),
  })
}
