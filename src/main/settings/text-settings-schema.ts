import {
  HIGHEST_TEMPERATURE,
  LONGEST_INSTRUCTIONS,
  OUTPUT_TOKENS,
  REASONING_EFFORTS,
  TOOL_QUALITIES,
  readChatSettings,
  type TextSettings,
} from '@shared/text-settings'
import { LONGEST_IMAGE_WORDS } from '@shared/styles'
import { parseModelId, type ModelId } from '@shared/services/ids'
import { z } from '../zod'

export const instructions = z.string().max(LONGEST_INSTRUCTIONS)

const words = z.string().max(LONGEST_IMAGE_WORDS)

export const imageWords = z.strictObject({ before: words.optional(), after: words.optional() })

const toolModel = z
  .string()
  .max(200)
  .refine((id) => parseModelId(id) !== undefined)
  .transform((id) => id as ModelId)

/** The fields of the settings, as sent by the page. */
export const textSettings = {
  temperature: z.number().min(0).max(HIGHEST_TEMPERATURE).optional(),
  effort: z.enum(REASONING_EFFORTS).optional(),
  maxOutput: z.number().int().min(OUTPUT_TOKENS.least).max(OUTPUT_TOKENS.most).optional(),
  tellsReasoning: z.literal(true).optional(),
  imageTool: z.strictObject({ model: toolModel, quality: z.enum(TOOL_QUALITIES) }).optional(),
  webSearch: z.literal(true).optional(),
  background: z.literal(true).optional(),
}

/** Settings in run records of any version. Unreadable ones are dropped, so that the model's defaults apply. */
export const keptTextSettings = z.unknown().transform((stored): TextSettings => readChatSettings(stored) ?? {})
