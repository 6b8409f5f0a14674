import { z } from '../zod'
import { LONGEST_CHAT_TEXT, type ChatExport } from '@shared/chat-export'
import { MOST_HANDED_OFF } from '@shared/hand-off/order'
import type { ObjectHash } from '@shared/ids'
import type { RecipeFacts } from '@shared/recipe/recipe'

interface Schemas {
  readonly hash: z.ZodType<ObjectHash>
  readonly recipe: z.ZodType<RecipeFacts>
}

const name = z.string().max(1_000)

/** Every image that the text refers to must be in the list. */
export function createChatExport({ hash, recipe }: Schemas): z.ZodType<ChatExport> {
  return z
    .strictObject({
      id: z.uuid(),
      title: name,
      pieces: z.array(
        z.union([
          z.strictObject({ text: z.string() }),
          z.strictObject({ image: z.number().int().nonnegative(), alt: name }),
        ]),
      ),
      images: z.array(z.strictObject({ hash, name, recipe: recipe.optional() })).max(MOST_HANDED_OFF),
      words: z.strictObject({ folder: z.string().min(1).max(60), missing: z.string().max(200) }),
    })
    .refine(({ pieces, images }) => pieces.every((piece) => !('image' in piece) || piece.image < images.length))
    .refine(
      ({ pieces }) =>
        pieces.reduce((sum, piece) => sum + ('text' in piece ? piece.text.length : 0), 0) <= LONGEST_CHAT_TEXT,
    )
}
