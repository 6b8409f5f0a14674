/** Settings on disk (electron-store). Read and write are both guarded: a bad field or file never costs the others. */
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { findImageModel, findModel, type ModelId } from '@shared/catalogue'
import { DEFAULT_SETTINGS, type Settings } from '@shared/settings'
import { z } from 'zod'
import { ownPrices } from './own-prices-schema'
import { imageOptions } from './image-options-schema'

/** Whole micro-dollars; more than any card lends. */
const amount = z.number().int().min(0).max(1e12).nullable()

const model = z
  .string()
  .refine((id) => findModel(id) !== undefined)
  .transform((id) => id as ModelId)

/** One schema per field, so that one bad value falls back alone. */
const FIELDS = {
  theme: z.enum(['system', 'light', 'dark']),
  openaiBaseUrl: z.string().max(2000),
  blobAccess: z.enum(['public', 'private']),
  automaticRetries: z.number().int().min(0).max(5),
  dailyCap: amount,
  monthlyCap: amount,
  askAbove: amount,
  recipeInCopies: z.boolean(),
  recommendedModel: z
    .string()
    .refine((id) => findImageModel(id)?.provider === 'openai')
    .transform((id) => id as ModelId),
  imageDefaults: imageOptions,
  ownPrices,
  newChatModel: model.nullable(),
  lastModel: model,
} as const satisfies { readonly [Field in keyof Required<Settings>]: z.ZodType<Settings[Field]> }

/** What is used of electron-store. It is passed in, since that package cannot be loaded outside of Electron. */
export interface JsonFile {
  readonly store: Record<string, unknown>
  get(key: string): unknown
  set(key: string, value: unknown): void
  set(values: Record<string, unknown>): void
  delete(key: string): void
}

/** Opens `<name>.json` in this folder; throws when it cannot be read. */
export type OpenJsonFile = (folder: string, name: string) => JsonFile

export interface OpenedFile {
  readonly file: JsonFile
  /** The name that a broken file was given when it was set aside just now. */
  readonly setAside: string | undefined
}

/**
 * Opens a file that must not keep Easel from starting: a broken one is set aside, and where even that is refused (a
 * disk that has become read-only, say) the values live in memory until Easel quits. Also removes what writes left
 * behind that were killed.
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
  /** The name that a broken file was given when it was set aside at this start. */
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

  /** Written atomically. Throws when the disk refuses; the settings in force are then the old ones. */
  change(change: Partial<Settings>): Settings {
    const next = parse({ ...this.#settings, ...change })
    this.#file.set(JSON.parse(JSON.stringify(next)) as Record<string, unknown>)
    this.#settings = next
    return next
  }
}

/**
 * A file that is no JSON object is renamed, never deleted and never overwritten: whoever broke it may want it back.
 * Returns the new name.
 */
function setAsideIfBroken(folder: string, name: string, now: () => number): string | undefined {
  const path = join(folder, `${name}.json`)
  if (!existsSync(path)) return undefined
  try {
    const content: unknown = JSON.parse(readFileSync(path, 'utf8'))
    if (typeof content === 'object' && content !== null && !Array.isArray(content)) return undefined
  } catch {
    // Not JSON, or not readable: set aside below.
  }
  const aside = `${name}.broken-${new Date(now()).toISOString().replace(/[:.]/g, '-')}.json`
  renameSync(path, join(folder, aside))
  return aside
}

/** electron-store writes to `<name>.json.tmp-<time><random>` before it renames; one killed in between stays. */
function sweepInterruptedWrites(folder: string, name: string): void {
  if (!existsSync(folder)) return
  for (const file of readdirSync(folder)) {
    if (file.startsWith(`${name}.json.tmp-`)) rmSync(join(folder, file), { force: true })
  }
}

function parse(raw: Readonly<Record<string, unknown>>): Settings {
  const read = <Field extends keyof Settings>(field: Field): Settings[Field] | undefined => {
    const result = FIELDS[field].safeParse(raw[field])
    return result.success ? (result.data as Settings[Field]) : undefined
  }
  const lastModel = read('lastModel')
  return {
    theme: read('theme') ?? DEFAULT_SETTINGS.theme,
    openaiBaseUrl: read('openaiBaseUrl') ?? unreadableAddress(raw['openaiBaseUrl']),
    blobAccess: read('blobAccess') ?? DEFAULT_SETTINGS.blobAccess,
    automaticRetries: read('automaticRetries') ?? DEFAULT_SETTINGS.automaticRetries,
    dailyCap: read('dailyCap') ?? DEFAULT_SETTINGS.dailyCap,
    monthlyCap: read('monthlyCap') ?? DEFAULT_SETTINGS.monthlyCap,
    askAbove: read('askAbove') ?? DEFAULT_SETTINGS.askAbove,
    recipeInCopies: read('recipeInCopies') ?? DEFAULT_SETTINGS.recipeInCopies,
    recommendedModel: read('recommendedModel') ?? DEFAULT_SETTINGS.recommendedModel,
    ownPrices: read('ownPrices') ?? DEFAULT_SETTINGS.ownPrices,
    imageDefaults: read('imageDefaults') ?? DEFAULT_SETTINGS.imageDefaults,
    newChatModel: read('newChatModel') ?? DEFAULT_SETTINGS.newChatModel,
    ...(lastModel && { lastModel }),
  }
}

/**
 * Only an absent address means "none chosen". One that this version cannot read stays a choice, and must not turn into
 * another server: as a text that is no address, it is refused wherever it would be used.
 */
function unreadableAddress(raw: unknown): string {
  if (raw === undefined || raw === null) return DEFAULT_SETTINGS.openaiBaseUrl
  return `(not an address) ${(typeof raw === 'string' ? raw : JSON.stringify(raw)).slice(0, 100)}`
}
