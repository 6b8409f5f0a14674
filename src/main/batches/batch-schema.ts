/** Batches as stored on disk: `batches/<id>.plan.json`, written once, and `<id>.json`, replaced with each step. */
import { FAILURE_CODES } from '@shared/failure-kinds'
import type { Failure, FailureCode } from '@shared/failure'
import type { BatchId, ChatId, MessageId } from '@shared/ids'
import type { ModelId } from '@shared/catalogue'
import type { BatchPlan, BatchProgress } from '@shared/batch/batch'
import { parseModelId } from '@shared/services/ids'
import { z } from '../zod'
import { inputImages } from '../objects/input-image-schema'
import { imageOptions } from '../settings/image-options-schema'

const messageId = z.uuid().transform((id) => id as MessageId)
const batchId = z.uuid().transform((id) => id as BatchId)
const chatId = z.uuid().transform((id) => id as ChatId)
const code = z
  .string()
  .transform((name) => (FAILURE_CODES.includes(name as FailureCode) ? (name as FailureCode) : OTHER))
/** Replaces codes that only a newer version of Easel knows. */
const OTHER: FailureCode = 'internal-error'
const charge = z.enum(['none', 'charged', 'unknown'])
// Only for display, so unknown fields are kept.
const failure = z.looseObject({ code, charge, at: z.number() }).transform((value) => value as Failure)

const plan = z.object({
  version: z.literal(1),
  id: batchId,
  chatId,
  chatTitle: z.string(),
  projectId: chatId.optional(),
  template: z.string(),
  inputs: inputImages.optional(),
  createdAt: z.number(),
  cells: z
    .array(
      z.object({
        text: z.string(),
        model: z
          .string()
          .refine((id) => parseModelId(id) !== undefined)
          .transform((id) => id as ModelId),
        options: imageOptions,
        confirmedCost: z.number().int().nonnegative().optional(),
        questionId: messageId,
      }),
    )
    .min(1),
})

const end = z.discriminatedUnion('status', [
  z.object({ status: z.literal('done') }),
  z.object({ status: z.literal('failed'), code, charge }),
  z.object({ status: z.literal('cancelled') }),
  z.object({ status: z.literal('skipped') }),
])
const reason = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('user') }),
  z.object({ kind: z.literal('restart') }),
  z.object({ kind: z.literal('stopped'), failure }),
  z.object({ kind: z.literal('failing'), failure }),
])
const progress = z.object({
  version: z.literal(1),
  id: batchId,
  chatId,
  revision: z.number().int().nonnegative(),
  state: z.discriminatedUnion('status', [
    z.object({ status: z.literal('running') }),
    z.object({ status: z.literal('paused'), reason }),
    z.object({ status: z.literal('cancelled'), refusal: failure.optional() }),
  ]),
  tail: messageId.nullable(),
  cells: z.array(
    z.object({
      runId: messageId,
      parentId: messageId.nullable().optional(),
      end: end.optional(),
      isWanted: z.literal(true).optional(),
    }),
  ),
})

/** Throws on anything that isn't a plan. */
export function parseBatchPlan(text: string): BatchPlan {
  const { version: _version, ...parsed } = plan.parse(JSON.parse(text))
  return parsed as BatchPlan
}

/** Throws on anything that isn't a batch's progress. */
export function parseBatchProgress(text: string): BatchProgress {
  const { version: _version, ...parsed } = progress.parse(JSON.parse(text))
  return parsed as BatchProgress
}
