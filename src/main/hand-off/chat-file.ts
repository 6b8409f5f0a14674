/** Writes a chat as Markdown with its images: into a zip, or with a folder next to the file. */
import { randomBytes } from 'node:crypto'
import { mkdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import type { ChatExport } from '@shared/chat-export'
import { fold, makeSafeName, takeFreeName } from '@shared/hand-off/file-name'
import { replaceFile, syncFolder, writeFileAtomically } from '../files/atomic-file'
import type { Leftovers } from '../files/leftovers'
import { getExtension } from '../objects/object-store'
import { fillFolder, listTaken } from './fill-folder'
import { makeCopy, type CopyParts } from './make-copy'
import type { OutImage } from './out-image'
import { writeZip } from './write-zip'

export interface ChatFileParts extends CopyParts {
  /** Notes folders being written to, in case Easel is killed. */
  readonly leftovers: Pick<Leftovers, 'during'>
  /** Whether copies contain their prompt and settings. */
  readonly keepsRecipes: () => boolean
}

export interface ChatFileWork {
  readonly signal: AbortSignal
  /** Called for each image that is written or missing. */
  readonly onImage: () => void
}

interface Written {
  readonly missing: number
}

const ZIP_FOLDER = 'images'
const ZIP = '.zip'

/**
 * Writes the chat to `path`, as a zip if it has that extension. Replaces no other file of the user's. If it rejects,
 * with the disk's error or because it was stopped, nothing new is left.
 */
export function writeChatFile(
  chat: ChatExport,
  path: string,
  parts: ChatFileParts,
  work: ChatFileWork,
): Promise<Written> {
  const copies = new Copies(chat, parts, work)
  return parts.leftovers.during(dirname(path), () =>
    extname(path).toLowerCase() === ZIP ? writeZipped(chat, path, copies) : writeBeside(chat, path, copies),
  )
}

async function writeZipped(chat: ChatExport, path: string, copies: Copies): Promise<Written> {
  await replaceFile(path, (file) => writeZip(file, collect(), () => undefined))
  return { missing: copies.missing }

  async function* collect(): AsyncGenerator<OutImage, void, void> {
    for await (const { files, madeAt } of copies.make()) {
      yield { files: files.map(({ name, bytes }) => ({ name: `${ZIP_FOLDER}/${name}`, bytes })), madeAt }
    }
    const markdown = writeMarkdown(chat, copies.names, ZIP_FOLDER)
    yield {
      files: [{ name: `${makeSafeName(chat.title)}.md`, bytes: new TextEncoder().encode(markdown) }],
      madeAt: undefined,
    }
  }
}

/**
 * Writes the images to a folder with a temporary name, which the next start would delete. Then renames the folder, and
 * writes the text that refers to the images.
 */
async function writeBeside(chat: ChatExport, path: string, copies: Copies): Promise<Written> {
  const parent = dirname(path)
  const stem = basename(path, extname(path))
  const wanted = findFreeFolder(makeSafeName(`${stem} ${chat.words.folder}`), await listTaken(parent))
  const folder = join(parent, wanted)
  const temporary = join(parent, `.${wanted}.${randomBytes(6).toString('hex')}.tmp`)
  try {
    if (chat.images.length > 0) {
      await mkdir(temporary)
      await fillFolder(temporary, copies.make(), () => undefined)
      if (copies.missing === chat.images.length) await rm(temporary, { recursive: true })
      else await rename(temporary, folder)
      await syncFolder(parent)
    }
    await writeFileAtomically(path, writeMarkdown(chat, copies.names, wanted))
  } catch (error) {
    // Report the first error. Files that can't be deleted now are deleted at the next start.
    await Promise.all(
      [temporary, folder].map((made) => rm(made, { recursive: true, force: true }).catch(() => undefined)),
    )
    throw error
  }
  return { missing: copies.missing }
}

/** The copies of a chat's images. Each is made once, with one in memory at a time. */
class Copies {
  readonly #chat: ChatExport
  readonly #parts: ChatFileParts
  readonly #work: ChatFileWork
  /** By the image's index in the list. Undefined if its file is missing. */
  readonly names: (string | undefined)[] = []
  missing = 0

  constructor(chat: ChatExport, parts: ChatFileParts, work: ChatFileWork) {
    this.#chat = chat
    this.#parts = parts
    this.#work = work
  }

  async *make(): AsyncGenerator<OutImage, void, void> {
    const taken = new Set<string>()
    const keepsRecipes = this.#parts.keepsRecipes()
    for (const { hash, name, recipe } of this.#chat.images) {
      this.#work.signal.throwIfAborted()
      const file = { hash, ...(recipe && keepsRecipes && { recipe }) }
      const copy = await makeCopy(file, { hasSidecars: false, keepsRecipes: true }, this.#parts)
      const free = copy && takeFreeName(makeSafeName(name), getExtension(copy.format), taken)
      this.names.push(free)
      if (copy && free) yield { files: [{ name: free, bytes: copy.bytes }], madeAt: recipe && new Date(recipe.madeAt) }
      else this.missing += 1
      this.#work.onImage()
    }
    this.#work.signal.throwIfAborted()
  }
}

function writeMarkdown(chat: ChatExport, names: readonly (string | undefined)[], folder: string): string {
  return chat.pieces
    .map((piece) => {
      if ('text' in piece) return piece.text
      const name = names[piece.image]
      return name === undefined ? `*${chat.words.missing}*` : `![${piece.alt}](${[folder, name].map(encode).join('/')})`
    })
    .join('')
}

/** Parentheses would end an address in Markdown. */
function encode(name: string): string {
  return encodeURIComponent(name).replaceAll('(', '%28').replaceAll(')', '%29')
}

/** `taken`: names normalized by `fold`. */
function findFreeFolder(wanted: string, taken: ReadonlySet<string>): string {
  let name = wanted
  for (let number = 2; taken.has(fold(name)); number += 1) name = `${wanted} (${number})`
  return name
}
