/** Parses every input from the page, field by field. The page isn't trusted: nothing acts on unparsed input. */
import { isAbsolute } from 'node:path'
import { COST_SOURCES } from '@shared/answer'
import { MOST_BATCH_CELLS, MOST_BATCH_TEXT } from '@shared/batch/batch'
import { ARCHIVE_BATCH, ARCHIVE_TABLES, mapTables, MAX_SELECTED } from '@shared/archive'
import { findModel } from '@shared/catalogue'
import { optionsProblem } from '@shared/catalogue/options'
import { MOST_DRAGGED, type Input, type RequestName } from '@shared/contract'
import { HELPER_PURPOSES } from '@shared/helper-call'
import { isObjectHash, type BatchId, type ChatId, type MessageId, type ObjectHash } from '@shared/ids'
import type { ModelId } from '@shared/catalogue'
import type { ImageOptions } from '@shared/image-options'
import { CONTEXT_COMMANDS } from '@shared/menu'
import { LONGEST_QUICK_QUESTION, QUICK_ASK_SHORTCUTS } from '@shared/quick-ask'
import { isBlank } from '@shared/is-blank'
import { LONGEST_FOLDER, LONGEST_PROMPT, LONGEST_PROMPT_TITLE } from '@shared/prompt-library'
import { readPrompt, type RequestPart } from '@shared/request'
import { MOST_MODELS_AT_ONCE } from '@shared/run'
import { SHORTCUTS } from '@shared/shortcuts'
import { LONGEST_RECIPE_PROMPT } from '@shared/recipe/recipe'
import { findService } from '@shared/services'
import { getServiceId, parseModelId } from '@shared/services/ids'
import { isKeyName } from '@shared/connections'
import type { SecretName } from '@shared/settings'
import { z } from '../zod'
import {
  connectionId,
  contextTokens,
  LONGEST_CONNECTION_NAME,
  modelTypes,
  MOST_CONNECTIONS,
} from '../settings/connections-schema'
import { attachmentId, inputImage, inputImages, MOST_INPUTS } from '../objects/input-image-schema'
import { createChatExport } from '../hand-off/chat-schema'
import { createChatPrint } from '../hand-off/print-schema'
import { createHandOffOrder } from '../hand-off/order-schema'
import { favoriteModels } from '../settings/favorite-models-schema'
import { ownPrices } from '../settings/own-prices-schema'
import { projectCaps } from '../settings/project-caps-schema'
import { session } from '../session/session-schema'
import { imageOptions } from '../settings/image-options-schema'
import { imageWords, instructions, textSettings } from '../settings/text-settings-schema'

export type Parsers = { readonly [R in RequestName]: (value: unknown) => Input<R> }

/** In characters. Fits a very long conversation, but nothing absurd. */
const MAX_TEXT = 4_000_000

const areDifferent = (list: readonly { readonly id: string }[]): boolean =>
  new Set(list.map(({ id }) => id)).size === list.length

const uuid = z.uuid()
const messageId = uuid.transform((id) => id as MessageId)
const chatId = uuid.transform((id) => id as ChatId)
const hash = z
  .string()
  .refine(isObjectHash)
  .transform((value) => value as ObjectHash)
const text = z.string().max(MAX_TEXT)
const modelId = z
  .string()
  .refine((id) => findModel(id) !== undefined)
  .transform((id) => id as ModelId)

const requestParts = z
  .array(
    z.discriminatedUnion('type', [
      z.strictObject({ type: z.literal('text'), text }),
      z.strictObject({ type: z.literal('image'), image: inputImage }),
    ]),
  )
  .min(1)
  .max(2 * MOST_INPUTS)

/** Whether this model supports these options, as far as is known here. */
function isPossible({ model, options }: { readonly model: ModelId; readonly options: ImageOptions }): boolean {
  const facts = findModel(model)
  return facts?.kind === 'image' && (facts.isToldByServer === true || optionsProblem(facts, options) === undefined)
}

const imageRequest = z
  .strictObject({
    kind: z.literal('image'),
    model: modelId,
    parts: requestParts.refine((parts) => !isBlank(readPrompt(parts as RequestPart[]))),
    options: imageOptions,
  })
  .refine(isPossible)

const textRequest = z
  .strictObject({
    kind: z.literal('text'),
    model: modelId,
    turns: z.array(z.strictObject({ role: z.enum(['user', 'assistant']), parts: requestParts })).min(1),
    instructions: instructions.optional(),
    settings: z.strictObject(textSettings).optional(),
  })
  .refine(({ model }) => findModel(model)?.kind === 'text')

/** In whole micro-dollars. More than any card's limit. */
const amount = z.number().int().min(0).max(1e12)

const slot = z
  .number()
  .int()
  .min(0)
  .max(MOST_MODELS_AT_ONCE - 1)

const runDraft = z.strictObject({
  id: messageId,
  place: z.strictObject({
    chatId,
    chatTitle: z.string().max(500),
    projectId: chatId.optional(),
    question: z.strictObject({
      id: messageId,
      parentId: messageId.nullable(),
      text,
      inputs: inputImages.optional(),
    }),
    slot: slot.optional(),
  }),
  request: z.discriminatedUnion('kind', [imageRequest, textRequest]),
  confirmedCost: amount.optional(),
})

const hasImages = (turns: readonly { readonly parts: readonly { readonly type: string }[] }[]): boolean =>
  turns.some(({ parts }) => parts.some(({ type }) => type === 'image'))

/** Text only, and nothing that the model would search or draw. */
const helperDraft = z.strictObject({
  id: messageId,
  purpose: z.enum(HELPER_PURPOSES),
  chatId: chatId.optional(),
  projectId: chatId.optional(),
  request: textRequest.refine(
    ({ turns, settings }) => !settings?.imageTool && !settings?.webSearch && !hasImages(turns),
  ),
  confirmedCost: amount.optional(),
})

/** For one question, each in its own slot. */
const runDrafts = z
  .array(runDraft)
  .min(2)
  .max(MOST_MODELS_AT_ONCE)
  .refine(areDifferent)
  .refine((drafts) => drafts.every(({ place }) => place.question.id === drafts[0]?.place.question.id))
  .refine((drafts) => new Set(drafts.map(({ place }) => place.slot)).size === drafts.length)

const batchId = uuid.transform((id) => id as BatchId)
const batchCell = z
  .strictObject({
    text: text.refine((prompt) => !isBlank(prompt)),
    model: modelId,
    options: imageOptions,
    confirmedCost: amount.optional(),
  })
  .refine(isPossible)
const batchDraft = z.strictObject({
  id: batchId,
  chatId,
  chatTitle: z.string().max(500),
  projectId: chatId.optional(),
  template: text,
  inputs: inputImages.optional(),
  cells: z
    .array(batchCell)
    .min(1)
    .max(MOST_BATCH_CELLS)
    .refine((cells) => cells.reduce((sum, cell) => sum + cell.text.length, 0) <= MOST_BATCH_TEXT),
})

const apiValue = z.string().max(20)

/** The model may no longer be known, since the image may be old. */
const recipe = z.strictObject({
  model: z
    .string()
    .max(300)
    .refine((id) => parseModelId(id) !== undefined)
    .transform((id) => id as ModelId),
  prompt: text.min(1).max(LONGEST_RECIPE_PROMPT),
  revisedPrompt: text.max(LONGEST_RECIPE_PROMPT).optional(),
  options: imageOptions.optional(),
  rendering: z.strictObject({ quality: apiValue.optional(), background: apiValue.optional() }).optional(),
  index: z.number().int().min(0).max(99),
  count: z.number().int().min(1).max(100),
  cost: z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER).optional(),
  costSource: z.enum(COST_SOURCES).optional(),
  costEstimate: z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER).optional(),
  // The latest time that a date can represent.
  madeAt: z.number().nonnegative().max(8.64e15),
  requestId: z.string().max(500).optional(),
  parents: z.array(hash).max(MOST_INPUTS),
})

const blobAccess = z.enum(['public', 'private'])
const secret = z.string().trim().min(1).max(2000)

const connectionDraft = {
  id: connectionId,
  service: z.string().refine((id) => findService(id) !== undefined),
  baseUrl: z.string().trim().max(2000),
}
const connection = z
  .strictObject({
    ...connectionDraft,
    name: z.string().trim().min(1).max(LONGEST_CONNECTION_NAME),
    isDisabled: z.literal(true).optional(),
    types: modelTypes.optional(),
    contextTokens: contextTokens.optional(),
  })
  .refine(({ id, service }) => getServiceId(id) === service)
const secretName = z.string().refine((name): name is SecretName => name === 'blobToken' || isKeyName(name))

const settingsChange = z.strictObject({
  settings: z
    .strictObject({
      theme: z.enum(['system', 'light', 'dark']),
      connections: z.array(connection).max(MOST_CONNECTIONS).refine(areDifferent),
      blobAccess,
      automaticRetries: z.number().int().min(0).max(5),
      dailyCap: amount.nullable(),
      monthlyCap: amount.nullable(),
      askAbove: amount.nullable(),
      projectCaps,
      keepMetadata: z.boolean(),
      recipeInCopies: z.boolean(),
      deleteBlobCopies: z.boolean(),
      spellCheck: z.boolean(),
      spellLanguages: z.array(z.string().max(20)).max(100),
      notifyWhenDone: z.boolean(),
      recommendedModel: modelId,
      imageDefaults: imageOptions,
      ownPrices,
      newChatModel: modelId.nullable(),
      titleModel: modelId.nullable(),
      favoriteModels,
      onLaunch: z.enum(['left-off', 'new-chat']),
      followUpPrompts: z.enum(['new-image', 'edit-last']),
      lastModel: modelId,
    })
    .partial()
    .optional(),
  secrets: z.record(secretName, secret.nullable()).optional(),
})

const connectionTest = z.discriminatedUnion('target', [
  z.strictObject({
    target: z.literal('connection'),
    connection: z.strictObject(connectionDraft).refine(({ id, service }) => getServiceId(id) === service),
    key: secret.optional(),
  }),
  z.strictObject({ target: z.literal('blob'), token: secret.optional(), access: blobAccess }),
])

const sequence = z.number().int().nonnegative()
const archiveChange = z.strictObject({
  table: z.enum(ARCHIVE_TABLES),
  key: z.string().min(1).max(200),
  sequence: sequence.min(1),
  schema: z.number().int().min(1).max(10_000),
  // Only the page knows a row's content. The archive checks that it's plain JSON of a plausible size.
  row: z.record(z.string(), z.unknown()).nullable(),
})
const archiveSelection = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('chats') }),
  z.strictObject({ kind: z.literal('messages'), chatId }),
  z.strictObject({ kind: z.literal('images'), messageIds: z.array(messageId).max(MAX_SELECTED) }),
])
const archiveReading = z.strictObject({
  cursor: z.strictObject({ generation: sequence, file: sequence, offset: sequence }).nullable(),
  after: z.strictObject(mapTables(() => sequence)),
  only: archiveSelection.optional(),
})

const place = z.strictObject({ x: z.number().min(0).max(100_000), y: z.number().min(0).max(100_000) })
const contextMenu = z.strictObject({
  at: place,
  commands: z.partialRecord(z.enum(CONTEXT_COMMANDS.flat()), z.boolean()),
  labels: z.partialRecord(z.enum(CONTEXT_COMMANDS.flat()), z.string().min(1).max(200)).optional(),
  hasSelection: z.boolean(),
  link: z.string().max(8000).optional(),
})
const menuState = z.strictObject({
  enabled: z.array(z.enum(SHORTCUTS.map(({ id }) => id))).max(SHORTCUTS.length),
  isPinned: z.boolean(),
})

const promptContent = z.strictObject({
  title: z.string().min(1).max(LONGEST_PROMPT_TITLE),
  text: z.string().max(LONGEST_PROMPT),
  folder: z.string().max(LONGEST_FOLDER).optional(),
  style: z.strictObject({ imageWords: imageWords.optional() }).optional(),
})

const period = z.strictObject({ from: z.number(), to: z.number() })
/** More than the longest path on any system. */
const LONGEST_PATH = 40_000
const zipPath = z
  .string()
  .max(LONGEST_PATH)
  .refine((path) => isAbsolute(path) && /\.zip$/i.test(path))
/** More projects than a sidebar could list. */
const MOST_PROJECTS = 10_000
const usageExport = period.extend({ projects: z.array(chatId.nullable()).max(MOST_PROJECTS).readonly().optional() })

/** As many as a gallery may have. */
const MOST_COPIES = 100_000
const copyDraft = z.strictObject({ hash, suggestedName: z.string().max(200), recipe: recipe.optional() })

/** More than any gallery has. */
const MOST_DELETED = 200_000
const binPlan = z.strictObject({
  id: uuid,
  chats: z.array(chatId).max(MOST_DELETED),
  images: z.array(attachmentId).max(MOST_DELETED),
  runs: z.array(messageId).max(MOST_DELETED),
  hashes: z.array(hash).max(MOST_DELETED),
  copies: z.array(z.string().max(2000)).max(MOST_DELETED),
})

const nothing = z.undefined().transform(() => undefined)

function parser<T>(schema: z.ZodType<T>): (value: unknown) => T {
  return (value) => schema.parse(value)
}

export const parsers: Parsers = {
  'app.welcome': parser(nothing),
  'session.keep': parser(session),
  'page.leave': parser(nothing),
  'runs.start': parser(runDraft),
  'runs.startTogether': parser(runDrafts),
  'runs.cancel': parser(messageId),
  'runs.list': parser(nothing),
  'runs.read': parser(messageId),
  'runs.acknowledge': parser(z.strictObject({ id: messageId, revision: z.number().int().nonnegative() })),
  'runs.saveAnswer': parser(messageId),
  'runs.fetchRefused': parser(messageId),
  'helpers.ask': parser(helperDraft),
  'helpers.cancel': parser(messageId),
  'batches.list': parser(nothing),
  'batches.read': parser(batchId),
  'batches.start': parser(batchDraft),
  'batches.change': parser(z.strictObject({ id: batchId, wish: z.enum(['pause', 'resume', 'cancel', 'stop']) })),
  'batches.retry': parser(
    z.strictObject({
      id: batchId,
      cells: z
        .array(
          z
            .number()
            .int()
            .min(0)
            .max(MOST_BATCH_CELLS - 1),
        )
        .max(MOST_BATCH_CELLS),
    }),
  ),
  'uploads.retry': parser(attachmentId),
  'settings.read': parser(nothing),
  'settings.change': parser(settingsChange),
  'settings.test': parser(connectionTest),
  'images.copy': parser(z.strictObject({ hash, at: place.optional() })),
  'images.saveAs': parser(copyDraft),
  'images.saveAll': parser(z.array(copyDraft).min(1).max(MOST_COPIES)),
  'images.dragOut': parser(z.array(copyDraft).min(1).max(MOST_DRAGGED)),
  'images.copyFile': parser(copyDraft),
  'images.share': parser(copyDraft),
  'images.reveal': parser(hash),
  'handOff.start': parser(createHandOffOrder({ hash, recipe })),
  'handOff.stop': parser(uuid),
  'chats.export': parser(createChatExport({ hash, recipe })),
  'chats.print': parser(createChatPrint(hash)),
  'images.fetchRemote': parser(z.url({ protocol: /^https$/ }).max(8000)),
  'images.list': parser(z.strictObject({ shard: z.number().int().min(0).max(255), since: z.number().nonnegative() })),
  'images.describe': parser(hash),
  'images.importKey': parser(nothing),
  'images.withoutThumbnail': parser(z.strictObject({ shard: z.number().int().min(0).max(255) })),
  'storage.read': parser(nothing),
  'storage.verify': parser(nothing),
  'storage.restore': parser(z.strictObject({ hash, url: z.string().max(2000) })),
  'storage.reveal': parser(nothing),
  'archive.state': parser(nothing),
  'archive.renew': parser(nothing),
  'archive.append': parser(z.array(archiveChange).min(1).max(ARCHIVE_BATCH)),
  'archive.read': parser(archiveReading),
  'bin.read': parser(nothing),
  'bin.begin': parser(binPlan),
  'bin.finish': parser(z.strictObject({ id: uuid, needed: z.array(hash).max(MOST_DELETED) })),
  'bin.copies': parser(z.enum(['retry', 'keep'])),
  'library.export': parser(nothing),
  'library.backUp': parser(nothing),
  'library.reveal': parser(nothing),
  'library.open': parser(nothing),
  'library.openFile': parser(zipPath),
  'library.readRows': parser(nothing),
  'library.stop': parser(nothing),
  'spelling.languages': parser(z.undefined()),
  'quickAsk.submit': parser(z.strictObject({ text: z.string().max(LONGEST_QUICK_QUESTION) })),
  'quickAsk.hide': parser(nothing),
  'quickAsk.describe': parser(z.strictObject({ text: z.string().max(LONGEST_QUICK_QUESTION) })),
  'quickAsk.prefer': parser(z.strictObject({ model: modelId.nullable() })),
  'quickAsk.take': parser(nothing),
  'quickAsk.choose': parser(z.strictObject({ keys: z.enum(QUICK_ASK_SHORTCUTS).nullable() })),
  'quickAsk.isActive': parser(nothing),
  'links.open': parser(z.string().max(8000)),
  'menu.popup': parser(contextMenu),
  'menu.open': parser(place),
  'menu.update': parser(menuState),
  'help.about': parser(nothing),
  'help.report': parser(nothing),
  'help.openLogs': parser(nothing),
  'usage.read': parser(period),
  'usage.ofChat': parser(chatId),
  'usage.export': parser(usageExport),
  'prompts.export': parser(z.array(promptContent).min(1)),
  'everything.delete': parser(z.strictObject({ keepsKeys: z.boolean() })),
  'budget.read': parser(nothing),
}
