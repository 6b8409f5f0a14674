/**
 * [Note: The archive of everything] A zip file, so that anyone can look into it without Easel:
 *
 * - `images/<sha256>.<extension>`: every image, stored without compression
 * - `rows.jsonl`: chats, messages, links and saved prompts, a row per line as the archive has it (`shared/archive.ts`)
 * - `spending.jsonl`: the ledger, an entry per line
 * - `settings.json`: the settings, without keys and tokens. For reading; an import takes the caps of projects that have none
 * - `manifest.json`, last: the format, the version of Easel and of its rows, and which images the user brought
 */
import { LIBRARY_FORMAT } from '@shared/library'
import { isObjectHash, type ObjectHash } from '@shared/ids'
import { z } from '../zod'

export const ROWS = 'rows.jsonl'
export const SPENDING = 'spending.jsonl'
export const SETTINGS = 'settings.json'
export const MANIFEST = 'manifest.json'

const IMAGE = /^images\/([0-9a-f]{64})\.(?:png|jpg|webp|avif|gif|bmp|svg)$/

const manifestSchema = z.object({
  easelLibrary: z.number().int().positive(),
  /** The newest version of the page's database that wrote a row. */
  schema: z.number().int().nonnegative(),
  version: z.string(),
  exportedAt: z.number(),
  /** Images that the user brought, as opposed to answers. */
  imports: z.array(z.string()).readonly(),
})

export type Manifest = z.infer<typeof manifestSchema>

export function nameImage(hash: ObjectHash, extension: string): string {
  return `images/${hash}.${extension}`
}

/** The hash in the name of an image's entry. Undefined for every other name. */
export function readImageName(name: string): ObjectHash | undefined {
  const hash = IMAGE.exec(name)?.[1]
  return hash !== undefined && isObjectHash(hash) ? hash : undefined
}

/** `newer` for a manifest of a later format; undefined for anything else. */
export function parseManifest(text: string): Manifest | 'newer' | undefined {
  try {
    const value: unknown = JSON.parse(text)
    const format = z.object({ easelLibrary: z.number() }).parse(value).easelLibrary
    return format > LIBRARY_FORMAT ? 'newer' : manifestSchema.parse(value)
  } catch {
    return undefined
  }
}
