/**
 * Settings on disk (electron-store). Reading and writing are both guarded: a bad field or file never affects the
 * others.
 */
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { canBeRecommended, findImageModel, findModel, type ModelId } from '@shared/catalogue'
import { QUICK_ASK_SHORTCUTS } from '@shared/quick-ask'
import { DEFAULT_SETTINGS, type Settings } from '@shared/settings'
import { z } from '../zod'
import { listForFirstVersion, parseConnections } from './connections-schema'
import { savedFavoriteModels } from './favorite-models-schema'
import { ownPrices } from './own-prices-schema'
import { savedProjectCaps } from './project-caps-schema'
import { imageOptions } from './image-options-schema'

/** In whole micro-dollars. More than any card's limit. */
const amount = z.number().int().min(0).max(1e12).nullable()

const model = z
  .string()
  .refine((id) => findModel(id) !== undefined)
  .transform((id) => id as ModelId)

/** One schema per field, so that a bad value resets only itself. */
const FIELDS = {
  theme: z.enum(['system', 'light', 'dark']),
  blobAccess: z.enum(['public', 'private']),
  automaticRetries: z.number().int().min(0).max(5),
  dailyCap: amount,
  monthlyCap: amount,
  askAbove: amount,
  projectCaps: savedProjectCaps,
  keepMetadata: z.boolean(),
  recipeInCopies: z.boolean(),
  deleteBlobCopies: z.boolean(),
  spellCheck: z.boolean(),
  spellLanguages: z.array(z.string().max(20)).max(100),
  notifyWhenDone: z.boolean(),
  recommendedModel: z
    .string()
    .refine((id) => {
      const model = findImageModel(id)
      return model !== undefined && canBeRecommended(model)
    })
    .transform((id) => id as ModelId),
  imageDefaults: imageOptions,
  ownPrices,
  newChatModel: model.nullable(),
  titleModel: model.nullable(),
  favoriteModels: savedFavoriteModels,
  onLaunch: z.enum(['left-off', 'new-chat']),
  followUpPrompts: z.enum(['new-image', 'edit-last']),
  quickAskShortcut: z.enum(QUICK_ASK_SHORTCUTS).nullable(),
  lastModel: model,
} as const satisfies {
  readonly [Field in Exclude<keyof Required<Settings>, 'connections'>]: z.ZodType<Settings[Field]>
}

/** The used parts of electron-store. Passed in, because that package can't be loaded outside Electron. */
export interface JsonFile {
  readonly store: Record<string, unknown>
  get(key: string): unknown
  set(key: string, value: unknown): void
  set(values: Record<string, unknown>): void
  delete(key: string): void
}

/** Opens `<name>.json` in this folder. Throws if it can't be read. */
export type OpenJsonFile = (folder: string, name: string) => JsonFile

export interface OpenedFile {
  readonly file: JsonFile
  /** The new name of a broken file that was just set aside. */
  readonly setAside: string | undefined
}

/**
 * Opens a file that must not prevent Easel from starting. A broken file is set aside; if that fails too, for example on
 * a read-only disk, the values stay in memory until Easel quits. Also deletes leftovers of killed writes.
 */
export function openGuarded(folder: string, name: string, open: OpenJsonFile, now: () => number): OpenedFile {
  try {
    sweepInterruptedWrites(folder, name)
    const setAside = setAsideIfBroken(folder, name, now)
    return { file: open(folder, name), setAside }
  } catch {
    return { file: new MemoryFile(), setAside: undefined }
  }
}

class MemoryFile implements JsonFile {
  store: Record<string, unknown> = {}

  get(key: string): unknown {
    return this.store[key]
  }

  set(key: string | Record<string, unknown>, value?: unknown): void {
    Object.assign(this.store, typeof key === 'string' ? { [key]: value } : key)
  }

  delete(key: string): void {
    delete this.store[key]
  }
}

export class SettingsStore {
  readonly #file: JsonFile
  /** The new name of a broken file that was set aside at this start. */
  readonly setAside: string | undefined
  #settings: Settings

  constructor(folder: string, open: OpenJsonFile, now: () => number = Date.now) {
    const { file, setAside } = openGuarded(folder, 'settings', open, now)
    this.setAside = setAside
    this.#file = file
    this.#settings = parse(file.store)
  }

  get current(): Settings {
    return this.#settings
  }

  /** Applies and atomically saves a change. Throws if the disk refuses; the old settings then stay in effect. */
  change(change: Partial<Settings>): Settings {
    const next = parse({ ...this.#settings, ...change })
    const written = { ...next, ...listForFirstVersion(next.connections) }
    this.#file.set(JSON.parse(JSON.stringify(written)) as Record<string, unknown>)
    this.#settings = next
    return next
  }
}

/**
 * Renames a file that isn't a JSON object. It's never deleted or overwritten, because the user may want it back.
 * Returns the new name.
 */
function setAsideIfBroken(folder: string, name: string, now: () => number): string | undefined {
  const path = join(folder, `${name}.json`)
  if (!existsSync(path)) return undefined
  try {
    const content: unknown = JSON.parse(readFileSync(path, 'utf8'))
    if (typeof content === 'object' && content !== null && !Array.isArray(content)) return undefined
  } catch {
    // Not JSON, or not readable. It's set aside below.
  }
  const aside = `${name}.broken-${new Date(now()).toISOString().replace(/[:.]/g, '-')}.json`
  renameSync(path, join(folder, aside))
  return aside
}

/**
 * electron-store writes to `<name>.json.tmp-<time><random>` and then renames it. A kill in between leaves that file.
 */
function sweepInterruptedWrites(folder: string, name: string): void {
  if (!existsSync(folder)) return
  for (const file of readdirSync(folder)) {
    if (file.startsWith(`${name}.json.tmp-`)) rmSync(join(folder, file), { force: true })
  }
}

function parse(raw: Readonly<Record<string, unknown>>): Settings {
  const read = <Field extends keyof typeof FIELDS>(field: Field): Settings[Field] | undefined => {
    const result = FIELDS[field].safeParse(raw[field])
    return result.success ? (result.data as Settings[Field]) : undefined
  }
  const lastModel = read('lastModel')
  return {
    theme: read('theme') ?? DEFAULT_SETTINGS.theme,
    connections: parseConnections(raw),
    blobAccess: read('blobAccess') ?? DEFAULT_SETTINGS.blobAccess,
    automaticRetries: read('automaticRetries') ?? DEFAULT_SETTINGS.automaticRetries,
    dailyCap: read('dailyCap') ?? DEFAULT_SETTINGS.dailyCap,
    monthlyCap: read('monthlyCap') ?? DEFAULT_SETTINGS.monthlyCap,
    askAbove: read('askAbove') ?? DEFAULT_SETTINGS.askAbove,
    projectCaps: read('projectCaps') ?? DEFAULT_SETTINGS.projectCaps,
    keepMetadata: read('keepMetadata') ?? DEFAULT_SETTINGS.keepMetadata,
    recipeInCopies: read('recipeInCopies') ?? DEFAULT_SETTINGS.recipeInCopies,
    deleteBlobCopies: read('deleteBlobCopies') ?? DEFAULT_SETTINGS.deleteBlobCopies,
    spellCheck: read('spellCheck') ?? DEFAULT_SETTINGS.spellCheck,
    spellLanguages: read('spellLanguages') ?? DEFAULT_SETTINGS.spellLanguages,
    notifyWhenDone: read('notifyWhenDone') ?? DEFAULT_SETTINGS.notifyWhenDone,
    recommendedModel: read('recommendedModel') ?? DEFAULT_SETTINGS.recommendedModel,
    ownPrices: read('ownPrices') ?? DEFAULT_SETTINGS.ownPrices,
    imageDefaults: read('imageDefaults') ?? DEFAULT_SETTINGS.imageDefaults,
    newChatModel: read('newChatModel') ?? DEFAULT_SETTINGS.newChatModel,
    titleModel: read('titleModel') ?? DEFAULT_SETTINGS.titleModel,
    favoriteModels: read('favoriteModels') ?? DEFAULT_SETTINGS.favoriteModels,
    onLaunch: read('onLaunch') ?? DEFAULT_SETTINGS.onLaunch,
    followUpPrompts: read('followUpPrompts') ?? DEFAULT_SETTINGS.followUpPrompts,
    quickAskShortcut: read('quickAskShortcut') ?? DEFAULT_SETTINGS.quickAskShortcut,
    ...(lastModel && { lastModel }),
  }
}
