import { IMAGE_FORMATS } from '@shared/image-formats'
import type { AspectRatio, ImageSize } from '@shared/image-options'
import { z } from '../zod'

/** All options that any model supports. `catalogue/options.ts` decides which ones a model supports. */
export const imageOptions = z.strictObject({
  size: z
    .string()
    .regex(/^(auto|\d{1,5}x\d{1,5})$/)
    .transform((size) => size as ImageSize),
  aspectRatio: z
    .string()
    .regex(/^[1-9]\d?:[1-9]\d?$/)
    .transform((ratio) => ratio as AspectRatio)
    .optional(),
  resolution: z.enum(['1K', '2K', '4K']).optional(),
  quality: z.enum(['auto', 'low', 'medium', 'high', 'xhigh', 'max']),
  format: z.enum(IMAGE_FORMATS),
  compression: z.number().int().min(0).max(100),
  background: z.enum(['auto', 'opaque', 'transparent']),
  moderation: z.enum(['auto', 'low']),
  count: z.number().int().min(1).max(10),
  previews: z.number().int().min(0).max(3),
})
