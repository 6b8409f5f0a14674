/** A profile folder of the app, read from outside: what is on disk, whatever the app reports. */
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, extname, join, relative } from 'node:path'

export interface ObjectFile {
  /** Taken from the file's name. */
  readonly hash: string
  readonly extension: string
  readonly bytes: Buffer
}

export class Profile {
  readonly folder: string

  private constructor(private readonly parent: string) {
    this.folder = join(parent, 'profile')
  }

  static async create(): Promise<Profile> {
    const profile = new Profile(await mkdtemp(join(tmpdir(), 'easel-e2e-')))
    await mkdir(profile.folder)
    return profile
  }

  /** A path outside of the profile that is deleted with it. */
  beside(name: string): string {
    return join(this.parent, name)
  }

  /** Returns a file's content; empty if there's none. */
  async text(...names: string[]): Promise<string> {
    return readFile(this.path(...names), 'utf8').catch(() => '')
  }

  path(...names: string[]): string {
    return join(this.folder, ...names)
  }

  /** Lists the images of the object store, without temporary files and import markers. */
  async objects(): Promise<ObjectFile[]> {
    const files = await listFiles(this.path('objects'))
    const finished = files.filter((file) => /^[0-9a-f]{64}\.(?!import$)[a-z]+$/.test(basename(file)))
    return Promise.all(
      finished.map(async (file) => ({
        hash: basename(file, extname(file)),
        extension: extname(file).slice(1),
        bytes: await readFile(file),
      })),
    )
  }

  /** Lists the thumbnails of all images, as sorted paths relative to the profile. */
  async thumbnails(): Promise<string[]> {
    const files = await listFiles(this.path('thumbnails'))
    return files.map((file) => relative(this.folder, file)).toSorted()
  }

  /** Whether exactly these bytes are in the object store, under their correct name. */
  async holds(bytes: Buffer): Promise<boolean> {
    const hash = createHash('sha256').update(bytes).digest('hex')
    return (await this.objects()).some((object) => object.hash === hash && object.bytes.equals(bytes))
  }

  /** Lists files, relative to the profile, that contain a text in plain form, as UTF-16 or as base64. */
  async filesContaining(text: string): Promise<string[]> {
    // Base64 depends on the text's position within a group of three bytes, so look for the part that all three
    // encodings have in common.
    const inBase64 = [0, 1, 2].map((offset) => {
      const encoded = Buffer.concat([Buffer.alloc(offset), Buffer.from(text)]).toString('base64')
      return encoded.slice(4, -4)
    })
    const needles = [
      Buffer.from(text),
      Buffer.from(text, 'utf16le'),
      ...inBase64.map((encoded) => Buffer.from(encoded)),
    ]
    const files = await listFiles(this.folder)
    const found = await Promise.all(
      files.map(async (file) => {
        // A running app may delete a file between listing and reading.
        const content = await readFile(file).catch(() => Buffer.alloc(0))
        return needles.some((needle) => content.includes(needle))
      }),
    )
    return files.filter((_, index) => found[index]).map((file) => relative(this.folder, file))
  }

  /** Deletes all images, as a user might. */
  async deleteObjects(): Promise<void> {
    await rm(this.path('objects'), { recursive: true })
  }

  /** Returns what the app wrote to its log files. */
  async log(): Promise<string> {
    const files = (await listFiles(this.path('logs'))).filter((file) => file.endsWith('.log'))
    const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')))
    return texts.join('\n')
  }

  async remove(): Promise<void> {
    // Chromium's last processes may still be writing their caches.
    await rm(this.parent, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }
}

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name))
}
