/** Parses run records of any version, field by field. Drops unknown fields. */
import { COST_SOURCES, type AnswerPart, type Upload } from '@shared/answer'
import type { ModelId } from '@shared/catalogue'
import { ADDRESS_PROBLEMS } from '@shared/address-problem'
import { FAILURE_CODES } from '@shared/failure-kinds'
import type { Failure } from '@shared/failure'
import { HELPER_PURPOSES } from '@shared/helper-call'
import { isObjectHash, type AttachmentId, type ChatId, type MessageId, type ObjectHash } from '@shared/ids'
import { STORED_FORMATS } from '@shared/image-formats'
import { INPUT_ROLES } from '@shared/request'
import { parseModelId } from '@shared/services/ids'
import { TEXT_SETTING_NAMES } from '@shared/text-settings'
import { QUANTITY_NAMES } from '@shared/usage'
import { readQueries, readSources } from '@shared/web-search'
import { z } from '../zod'
import { imageOptions } from '../settings/image-options-schema'
import { keptTextSettings } from '../settings/text-settings-schema'
import type { RunRecord } from './run-record'
import { upgradeFirstRecord } from './upgrade-run-record'

const time = z.number()
const count = z.number().int().nonnegative()
const amount = z.number().nonnegative()
const text = z.string()
const messageId = z.uuid().transform((id) => id as MessageId)
const chatId = z.uuid().transform((id) => id as ChatId)
const attachmentId = text.min(1).transform((id) => id as AttachmentId)
const modelId = text.refine((id) => parseModelId(id) !== undefined).transform((id) => id as ModelId)
const charge = z.enum(['none', 'charged', 'unknown'])

const imageFile = {
  hash: text.refine(isObjectHash).transform((hash) => hash as ObjectHash),
  format: z.enum(STORED_FORMATS),
  width: count,
  height: count,
  bytes: count,
}
const preview = z.object({ index: count, image: z.object(imageFile) })

const upload = z.discriminatedUnion('state', [
  z.object({ state: z.literal('local') }),
  z.object({ state: z.literal('uploading') }),
  z.object({ state: z.literal('uploaded'), url: text }),
  z.object({
    state: z.literal('failed'),
    reason: z.enum([
      'unreachable',
      'refused',
      'wrong-access',
      'suspended',
      'address-unusable',
      'busy',
      'store-failed',
      'file-missing',
    ]),
    retryAt: time.optional(),
  }),
]) satisfies z.ZodType<Upload>

const answerPart = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text }),
  z.object({ type: z.literal('reasoning'), text }),
  z.object({
    type: z.literal('image'),
    image: z.object({
      ...imageFile,
      attachmentId,
      upload,
      revisedPrompt: text.optional(),
      rendering: z.object({ quality: text.optional(), background: text.optional() }).optional(),
    }),
  }),
  z.object({
    type: z.literal('sources'),
    sources: z.unknown().transform(readSources),
    queries: z.unknown().transform(readQueries),
    suggestions: z.unknown().transform(readSources).optional(),
  }),
]) satisfies z.ZodType<AnswerPart>

const bill = z.object({
  usage: z
    .array(
      z.object({
        what: z.enum(QUANTITY_NAMES),
        unit: z.enum(['token', 'image', 'megapixel', 'second', 'request']),
        quantity: amount,
        counts: count.optional(),
      }),
    )
    .optional(),
  cost: z.object({ amount, source: z.enum(COST_SOURCES), formerEstimate: amount.optional() }).optional(),
})

const failure = z.object({
  code: z.enum(FAILURE_CODES),
  charge,
  at: time,
  detail: text.optional(),
  requestId: text.optional(),
  status: z.number().optional(),
  address: text.optional(),
  badAddress: z.object({ value: text, problem: z.enum(ADDRESS_PROBLEMS) }).optional(),
  server: text.optional(),
  suggestion: text.optional(),
  proxy: text.optional(),
  retryAfterMs: z.number().optional(),
  again: z.object({ at: time, attempt: count, of: count }).optional(),
  hasAnswer: z.literal(true).optional(),
  limit: z
    .object({
      limit: z.enum(['daily', 'monthly', 'request']),
      amount,
      projectId: chatId.optional(),
      left: amount.optional(),
      cost: amount.optional(),
    })
    .optional(),
  stage: z.enum(['input', 'output']).optional(),
  categories: z.array(text).optional(),
  option: imageOptions.keyof().optional(),
  setting: z.enum(TEXT_SETTING_NAMES).optional(),
  input: z.object({ index: count.optional(), most: count.optional() }).optional(),
}) satisfies z.ZodType<Failure>

const leftovers = {
  startedAt: time.optional(),
  finishedAt: time,
  salvage: preview.optional(),
  parts: z.array(answerPart),
}

const state = z.discriminatedUnion('status', [
  z.object({ status: z.literal('queued'), waits: z.literal(true).optional() }),
  z.object({
    status: z.literal('running'),
    startedAt: time,
    preview: preview.optional(),
    text: text.optional(),
    reasoning: text.optional(),
    jobsAhead: count.optional(),
  }),
  z.object({
    status: z.literal('done'),
    startedAt: time,
    finishedAt: time,
    parts: z.array(answerPart),
    bill,
    shortfall: failure.optional(),
    arrivedAfterStop: z.literal(true).optional(),
  }),
  z.object({ status: z.literal('failed'), failure, bill: bill.optional(), ...leftovers }),
  z.object({ status: z.literal('cancelled'), charge, ...leftovers }),
])

const inputImage = z.object({
  ...imageFile,
  attachmentId,
  madeFrom: z.object({ ...imageFile, attachmentId }).optional(),
  role: z.enum(INPUT_ROLES),
  keepsOutside: z.literal(true).optional(),
  name: text.optional(),
})
const requestParts = z.array(
  z.discriminatedUnion('type', [
    z.object({ type: z.literal('text'), text }),
    z.object({ type: z.literal('image'), image: inputImage }),
  ]),
)

const request = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('image'), model: modelId, parts: requestParts.min(1), options: imageOptions }),
  z.object({
    kind: z.literal('text'),
    model: modelId,
    turns: z.array(z.object({ role: z.enum(['user', 'assistant']), parts: requestParts })),
    instructions: text.optional(),
    settings: keptTextSettings.optional(),
  }),
])

const run = z.object({
  id: messageId,
  place: z.object({
    chatId,
    chatTitle: text,
    projectId: chatId.optional(),
    question: z.object({
      id: messageId,
      parentId: messageId.nullable(),
      text,
      inputs: z.array(inputImage).optional(),
    }),
    slot: count.optional(),
  }),
  helper: z.object({ purpose: z.enum(HELPER_PURPOSES), chatId: chatId.optional() }).optional(),
  request,
  confirmedCost: amount.optional(),
  revision: count,
  createdAt: time,
  requestId: text.optional(),
  state,
})

const runRecord = z.object({
  version: z.literal(2),
  run,
  phase: z.enum(['unsent', 'sent', 'answered']),
  attempt: z.number().int().positive(),
  costAsked: count.optional(),
  acknowledged: count,
  allowed: z.array(text).optional(),
  handle: z.record(text, text).optional(),
}) satisfies z.ZodType<RunRecord>

/** Throws when the text isn't a record. */
export function parseRunRecord(text: string): RunRecord {
  return runRecord.parse(upgradeFirstRecord(JSON.parse(text)))
}
