import { isObjectHash, type AttachmentId, type ObjectHash } from '@shared/ids'
import { STORED_FORMATS } from '@shared/image-formats'
import { INPUT_ROLES, type InputImage } from '@shared/request'
import { tidyReferenceName } from '@shared/reference-names'
import { z } from '../zod'

/** More than any model accepts. */
export const MOST_INPUTS = 32

export const attachmentId = z
  .string()
  .regex(/^[0-9a-f-]{36}:\d{1,2}$/)
  .transform((id) => id as AttachmentId)

const edge = z.number().int().min(1).max(100_000)

const file = {
  hash: z
    .string()
    .refine(isObjectHash)
    .transform((value) => value as ObjectHash),
  format: z.enum(STORED_FORMATS),
  width: edge,
  height: edge,
  bytes: z.number().int().min(1).max(Number.MAX_SAFE_INTEGER),
  attachmentId,
}

/** An attached image, as the page names it. */
export const inputImage: z.ZodType<InputImage> = z.strictObject({
  ...file,
  madeFrom: z.strictObject(file).optional(),
  role: z.enum(INPUT_ROLES),
  keepsOutside: z.literal(true).optional(),
  name: z
    .string()
    .refine((name) => tidyReferenceName(name) === name)
    .optional(),
})

export const inputImages: z.ZodType<readonly InputImage[]> = z.array(inputImage).max(MOST_INPUTS)
