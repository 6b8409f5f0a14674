/**
 * [Note: The archive of everything] A zip file, so that its content is accessible without Easel:
 *
 * - `images/<sha256>.<extension>`: every image, stored without compression
 * - `rows.jsonl`: chats, messages, links and saved prompts, one row per line as in the archive (`shared/archive.ts`)
 * - `spending.jsonl`: the ledger, one entry per line
 * - `settings.json`: the settings without keys and tokens. An import only takes caps, for projects without any
 * - `manifest.json`, last: the format, the versions of Easel and of its rows, and which images the user brought
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
  /** Images that the user brought, rather than answers. */
  imports: z.array(z.string()).readonly(),
})

export type Manifest = z.infer<typeof manifestSchema>

export function nameImage(hash: ObjectHash, extension: string): string {
  return `images/${hash}.${extension}`
}

/** Returns the hash in the name of an image's entry. Undefined for any other name. */
export function readImageName(name: string): ObjectHash | undefined {
  const hash = IMAGE.exec(name)?.[1]
  return hash !== undefined && isObjectHash(hash) ? hash : undefined
}

/** Returns `newer` for a manifest of a newer format, undefined for anything else. */
export function parseManifest(text: string): Manifest | 'newer' | undefined {
  try {
    const value: unknown = JSON.parse(text)
    const format = z.object({ easelLibrary: z.number() }).parse(value).easelLibrary
    return format > LIBRARY_FORMAT ? 'newer' : manifestSchema.parse(value)
  } catch {
    return undefined
  }
}
