/**
 * Maps between database rows and the models of the screen, in both directions. Rows of earlier Easel versions, from the
 * database or from main's archive, are read here and nowhere else.
 */
import {
  readText,
  type AnswerPart,
  type Bill,
  type Preview,
  type StoredImage,
  type Upload,
  type WebSourcesPart,
} from '@shared/answer'
import { parseBlobAddress } from '@shared/blob-address'
import { getMediaType } from '@shared/image-options'
import type { Failure } from '@shared/failure'
import type { MessageId } from '@shared/ids'
import { INPUT_ROLES, type ImageFile, type ImageOrigin, type InputImage } from '@shared/request'
import { readChatSettings } from '@shared/text-settings'
import { upgradeUsage } from '@shared/usage'
import { readQueries, readSources } from '@shared/web-search'
import type { ExchangeRows, ImageRows, MessageRecord } from '@/data/records'
import type { AnswerPartRow, AssistantMessageRow, AttachmentRow, ChatRow, UserMessageRow } from '@/data/rows'
import { withoutUndefined } from '@/data/without-undefined'
import { pick } from '@/lib/pick'
import { listAnswerImages } from './answer-content'
import type { AssistantMessage, Chat, EndedAnswer, Message, UserMessage } from './model'
import type { Chosen } from './tree'

export function toChatRow(chat: Chat, chosen: Chosen = {}): ChatRow {
  return withoutUndefined({ ...chat, chosen })
}

export function toChat(row: ChatRow): Chat {
  const { chosen: _, deletedAt: __, sequence: ___, isProject: ____, isFolded: _____, settings: stored, ...chat } = row
  const settings = readChatSettings(stored)
  return { ...chat, ...(settings && { settings }) }
}

export interface Exchange {
  readonly chat: Chat
  readonly chosen?: Chosen
  readonly question: UserMessage
  readonly answer: AssistantMessage
}

export function toExchangeRows({ chat, chosen, question, answer }: Exchange): ExchangeRows {
  return {
    chat: toChatRow(chat, chosen),
    question: toQuestionRow(question),
    answer: toAnswerRow(answer),
    revision: answer.revision,
    inputs: toInputRows(question),
    images: listAnswerImages(answer).map((image, position) => toImageRows(answer, image, position)),
  }
}

function toQuestionRow({ inputs, ...question }: UserMessage): UserMessageRow {
  return { ...question, status: 'done', ...(inputs.length > 0 && { hasInputs: true }) }
}

/** The fields that are known before the answer is made and are the same in its row. */
const ASKED = [
  'role',
  'id',
  'chatId',
  'parentId',
  'createdAt',
  'slot',
  'model',
  'kind',
  'prompt',
  'options',
  'requestId',
] as const

/** While an answer is in progress, only its request is written; see `AssistantMessageRow.revision`. */
export function toAnswerRow(answer: AssistantMessage): AssistantMessageRow {
  const asked = pick(answer, [...ASKED, 'copiedFrom', 'importedFrom'])
  if (answer.status === 'streaming') {
    return withoutUndefined({ ...asked, status: 'streaming', revision: 0, text: '', unsettled: 1 })
  }
  const { status, revision, startedAt, finishedAt, parts } = answer
  const ended = {
    status,
    revision,
    startedAt,
    finishedAt,
    text: readText(parts),
    parts: toPartRows(answer.kind, parts),
  }
  return withoutUndefined({ ...asked, ...ended, ...toOutcomeRow(answer) })
}

type OutcomeRow = Pick<
  AssistantMessageRow,
  'cost' | 'costSource' | 'costEstimate' | 'usage' | 'shortfall' | 'arrivedAfterStop' | 'failure' | 'charge' | 'preview'
>

function toOutcomeRow(answer: EndedAnswer): OutcomeRow {
  switch (answer.status) {
    case 'done': {
      const { bill, shortfall, arrivedAfterStop } = answer
      return { ...toBillRow(bill), shortfall, arrivedAfterStop }
    }
    case 'failed': {
      const { bill = {}, failure, salvage } = answer
      return { ...toBillRow(bill), failure, preview: salvage }
    }
    case 'cancelled': {
      const { charge, salvage } = answer
      return { charge, preview: salvage }
    }
  }
}

function toBillRow({ usage, cost }: Bill): OutcomeRow {
  const costSource = cost?.source === 'computed' ? undefined : cost?.source
  return { usage, cost: cost?.amount, costSource, costEstimate: cost?.formerEstimate }
}

/** Undefined if `toParts` can derive the parts without rows. */
function toPartRows(
  kind: AssistantMessage['kind'],
  parts: readonly AnswerPart[],
): readonly AnswerPartRow[] | undefined {
  const isUsual = parts.every(({ type }, index) =>
    type === 'image' ? kind === 'image' : type === 'text' && index === 0,
  )
  if (isUsual) return undefined
  return parts.map((part) => (part.type === 'image' ? { type: 'image', attachmentId: part.image.attachmentId } : part))
}

function toImageRows(answer: AssistantMessage, image: StoredImage, position: number): ImageRows {
  const { attachmentId, upload, revisedPrompt, rendering } = image
  const finishedAt = answer.status === 'streaming' ? undefined : answer.finishedAt
  const attachment: AttachmentRow = {
    ...toFileRow(image),
    createdAt: finishedAt ?? answer.createdAt,
    revisedPrompt,
    rendering,
    uploadState: upload.state,
    ...(upload.state === 'uploaded' && { url: upload.url }),
    ...(upload.state === 'failed' && { uploadProblem: upload.reason, uploadRetryAt: upload.retryAt }),
  }
  return { attachment: withoutUndefined(attachment), link: { messageId: answer.id, attachmentId, position } }
}

/** The inputs of a question, followed by the images that they were made from and that weren't sent themselves. */
function toInputRows(question: UserMessage): readonly ImageRows[] {
  const { inputs } = question
  const sent = new Set(inputs.map(({ attachmentId }) => attachmentId))
  const origins = new Map(
    inputs.flatMap(({ madeFrom }) =>
      madeFrom && !sent.has(madeFrom.attachmentId) ? [[madeFrom.attachmentId, madeFrom] as const] : [],
    ),
  )
  return [
    ...inputs.map(({ role, keepsOutside, name, madeFrom, ...image }, position) =>
      toInputRow(question, image, {
        position,
        role,
        ...(keepsOutside && { keepsOutside }),
        ...(name !== undefined && { name }),
        ...(madeFrom && { madeFrom: madeFrom.attachmentId }),
      }),
    ),
    ...[...origins.values()].map((origin, index) =>
      toInputRow(question, origin, { position: inputs.length + index, role: 'origin' }),
    ),
  ]
}

/** The attachment is only written if it doesn't exist yet: the answer that made the image has more facts about it. */
function toInputRow(
  { id, createdAt }: UserMessage,
  image: ImageOrigin,
  facts: Omit<ImageRows['link'], 'messageId' | 'attachmentId'>,
): ImageRows {
  return {
    attachment: { ...toFileRow(image), createdAt, uploadState: 'local' },
    link: { messageId: id, attachmentId: image.attachmentId, ...facts },
  }
}

/** An image that Easel composed from one that an answer made. The number in its id sorts it after all others. */
export function toCompositeRows(messageId: MessageId, image: StoredImage, createdAt: number): ImageRows {
  const { attachmentId } = image
  return {
    attachment: { ...toFileRow(image), createdAt, uploadState: 'local' },
    link: { messageId, attachmentId, position: Number(attachmentId.split(':')[1]) },
  }
}

function toFileRow(image: ImageOrigin) {
  const { attachmentId, hash, format, width, height, bytes } = image
  return { id: attachmentId, hash, format, mime: getMediaType(format), width, height, bytes } as const
}

export function toMessage({ row, images }: MessageRecord): Message {
  if (row.role === 'user') {
    const { status: _, sequence: __, hasInputs: ___, ...question } = row
    return { ...question, inputs: toInputs(images) }
  }
  return toAnswer(
    row,
    images.filter(({ link }) => link.role === undefined).map(({ attachment }) => toStoredImage(attachment)),
  )
}

function toAnswer(row: AssistantMessageRow, images: readonly StoredImage[]): AssistantMessage {
  const asked = pick(row, [...ASKED, 'revision'])
  const { status, startedAt, finishedAt, copiedFrom, importedFrom, removedImages } = row
  if (status === 'streaming') return withoutUndefined({ ...asked, status, startedAt, text: row.text })
  const ended = {
    ...asked,
    startedAt,
    finishedAt,
    copiedFrom,
    importedFrom,
    removedImages,
    parts: toParts(row, images),
  }
  const salvage = row.preview && toPreview(row.preview)
  switch (status) {
    case 'done': {
      // Easel 0.1 stored what was missing as the failure of a finished answer.
      const { shortfall = row.failure, arrivedAfterStop } = row
      return withoutUndefined({ ...ended, status, bill: toBill(row), shortfall, arrivedAfterStop })
    }
    case 'failed': {
      const bill = toBill(row)
      const isBilled = bill.usage !== undefined || bill.cost !== undefined
      const failure = row.failure ?? lost(row)
      return withoutUndefined({ ...ended, status, failure, bill: isBilled ? bill : undefined, salvage })
    }
    case 'cancelled':
      return withoutUndefined({ ...ended, status, charge: row.charge ?? 'unknown', salvage })
  }
}

/** Fields missing in a row are unknown. */
function lost({ finishedAt, createdAt }: AssistantMessageRow): Failure {
  return { code: 'run-lost', charge: 'unknown', at: finishedAt ?? createdAt }
}

function toBill({ usage: stored, cost: amount, costSource, costEstimate }: AssistantMessageRow): Bill {
  const usage = stored && upgradeUsage(stored)
  return {
    ...(usage && { usage }),
    ...(amount !== undefined && {
      cost: {
        amount,
        source: costSource ?? 'computed',
        ...(costEstimate !== undefined && { formerEstimate: costEstimate }),
      },
    }),
  }
}

/** Easel 0.1 called the field `picture`. */
function toPreview(row: NonNullable<AssistantMessageRow['preview']>): Preview {
  return 'image' in row ? row : { index: row.index, image: row.picture }
}

function toSources({ type, sources, queries, suggestions }: WebSourcesPart): WebSourcesPart {
  return {
    type,
    sources: readSources(sources),
    queries: readQueries(queries),
    ...(suggestions && { suggestions: readSources(suggestions) }),
  }
}

/** In order. Images that the order doesn't name come last, so that none is lost. */
function toParts({ text, parts }: AssistantMessageRow, images: readonly StoredImage[]): readonly AnswerPart[] {
  const ordered: readonly AnswerPartRow[] = parts ?? (text === '' ? [] : [{ type: 'text', text }])
  const placed = ordered.flatMap((part): readonly AnswerPart[] => {
    if (part.type === 'sources') return [toSources(part)]
    if (part.type !== 'image') return [part]
    const image = images.find(({ attachmentId }) => attachmentId === part.attachmentId)
    return image ? [{ type: 'image', image }] : []
  })
  const named = new Set(ordered.map((part) => part.type === 'image' && part.attachmentId))
  const others = images.filter(({ attachmentId }) => !named.has(attachmentId))
  return [...placed, ...others.map((image) => ({ type: 'image', image }) as const)]
}

function toFile({ hash, format, width, height, bytes }: AttachmentRow): ImageFile {
  return { hash, format, width, height, bytes }
}

function toInputs(rows: readonly ImageRows[]): readonly InputImage[] {
  const byId = new Map(rows.map(({ attachment }) => [attachment.id, attachment]))
  return rows.flatMap(({ attachment, link }): readonly InputImage[] => {
    // Skips a role that this version doesn't know.
    const role = INPUT_ROLES.find((known) => known === link.role)
    if (role === undefined) return []
    const origin = link.madeFrom && byId.get(link.madeFrom)
    return [
      {
        ...toFile(attachment),
        attachmentId: attachment.id,
        ...(origin && { madeFrom: { ...toFile(origin), attachmentId: origin.id } }),
        role,
        ...(link.keepsOutside && { keepsOutside: link.keepsOutside }),
        ...(link.name !== undefined && { name: link.name }),
      },
    ]
  })
}

function toStoredImage(row: AttachmentRow): StoredImage {
  const { id: attachmentId, revisedPrompt, rendering } = row
  const isDeleted = row.deletedAt === undefined ? undefined : true
  return withoutUndefined({ attachmentId, ...toFile(row), revisedPrompt, rendering, isDeleted, upload: toUpload(row) })
}

function toUpload({ uploadState, url, uploadProblem, uploadRetryAt }: AttachmentRow): Upload {
  switch (uploadState) {
    case 'local':
    case 'uploading':
      return { state: uploadState }
    case 'uploaded':
      // Rows aren't trusted: a URL outside a Blob store is ignored.
      return url === undefined || !parseBlobAddress(url) ? { state: 'local' } : { state: 'uploaded', url }
    case 'failed':
      return withoutUndefined({ state: 'failed', reason: uploadProblem ?? 'store-failed', retryAt: uploadRetryAt })
  }
}
