import { z } from '../zod'
import { LONGEST_PRINT, MOST_PRINTED_IMAGES, type ChatPrint } from '@shared/chat-print'
import type { ObjectHash } from '@shared/ids'

const words = z.string().max(1_000)
const pixels = z.number().int().positive().max(100_000)

export function createChatPrint(hash: z.ZodType<ObjectHash>): z.ZodType<ChatPrint> {
  return z
    .strictObject({
      title: words,
      head: words,
      pieces: z.array(
        z.union([
          z.strictObject({ html: z.string() }),
          z.strictObject({
            images: z.array(z.strictObject({ hash, alt: words, width: pixels, height: pixels })).min(1),
            areSmall: z.boolean(),
          }),
        ]),
      ),
      missing: words,
    })
    .refine(
      ({ pieces }) =>
        pieces.reduce((sum, piece) => sum + ('html' in piece ? piece.html.length : 0), 0) <= LONGEST_PRINT,
    )
    .refine(
      ({ pieces }) =>
        pieces.reduce((sum, piece) => sum + ('images' in piece ? piece.images.length : 0), 0) <= MOST_PRINTED_IMAGES,
    )
}
