import type { ChatId, MessageId } from '@shared/ids'
import type { ModelId } from '@shared/catalogue'
import { MOST_MODELS_AT_ONCE } from '@shared/run'
import { parseModelId } from '@shared/services/ids'
import type { Session } from '@shared/session'
import { z } from '../zod'
import { inputImages } from '../objects/input-image-schema'
import { imageOptions } from '../settings/image-options-schema'
import { imageWords, instructions, textSettings } from '../settings/text-settings-schema'

const uuid = z.uuid()
/** In characters. Enough for any message box. */
const MAX_DRAFT = 4_000_000
const MAX_DRAFTS = 1_000

const modelId = z
  .string()
  .max(300)
  .refine((id) => parseModelId(id) !== undefined)
  .transform((id) => id as ModelId)

const chatId = uuid.transform((id) => id as ChatId)

const chatSettings = z.strictObject({
  instructions: instructions.optional(),
  imageWords: imageWords.optional(),
  ...textSettings,
})

/** For sessions from the page and from the file. */
export const session: z.ZodType<Session> = z.strictObject({
  at: z.number().nonnegative(),
  openChatId: chatId.nullable(),
  place: z
    .strictObject({ messageId: uuid.transform((id) => id as MessageId), offset: z.number().min(-1e7).max(1e7) })
    .optional(),
  sidebar: z.boolean().optional(),
  startsNew: z.boolean().optional(),
  drafts: z
    .record(z.union([uuid, z.literal('new')]), z.string().max(MAX_DRAFT))
    .refine((drafts) => Object.keys(drafts).length <= MAX_DRAFTS),
  attached: z
    .record(z.union([uuid, z.literal('new')]), inputImages)
    .refine((attached) => Object.keys(attached).length <= MAX_DRAFTS)
    .optional(),
  choice: z
    .strictObject({
      model: modelId.optional(),
      options: imageOptions.optional(),
      models: z.array(modelId).max(MOST_MODELS_AT_ONCE).optional(),
    })
    .optional(),
  settings: chatSettings.optional(),
  project: chatId.optional(),
  begun: z.strictObject({ chatId, settings: chatSettings.optional(), projectId: chatId.optional() }).optional(),
})
