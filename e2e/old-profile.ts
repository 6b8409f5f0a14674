/** Profiles that earlier versions of Easel left (`tests/fixtures`), and what a user must see in them. */
import { createWriteStream } from 'node:fs'
import { mkdir, readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import yauzl from 'yauzl'
import type { Profile } from './profile'

const FIXTURES = resolve(__dirname, '../tests/fixtures')

export type OldVersion = '0.1' | '0.1-connections'

/** What a user must see, independent of any storage format. Amounts are in micro-dollars. */
export interface ExpectedProfile {
  /** The chat that the first start opens. */
  readonly opens: string
  /** By chat; "new" is for the chat that isn't started yet. */
  readonly drafts: Readonly<Record<string, string>>
  readonly deletedChats: readonly string[]
  readonly pinnedChats: readonly string[]
  readonly chats: readonly ExpectedChat[]
  /** Without the answer that counts down, which may be retried. */
  readonly usage: ExpectedUsage
  /** The prompt of the only answer that may be retried, because it was refused before it cost anything. */
  readonly countsDown: string
}

export interface ExpectedChat {
  readonly title: string
  readonly messages: readonly ExpectedMessage[]
}

export interface ExpectedMessage {
  readonly id: string
  readonly role: 'user' | 'assistant'
  readonly text: string
  /** Whether the chat shows this version. */
  readonly isShown: boolean
  readonly status?: string
  readonly charge?: string
  readonly cost?: number
  /** The code of the failure or shortfall. */
  readonly failure?: string
  /** SHA-256 of the preview left by an answer that ended early. */
  readonly preview?: string
  readonly images?: readonly ExpectedImage[]
}

export interface ExpectedImage {
  /** SHA-256. */
  readonly hash: string
  readonly upload: 'local' | 'uploaded' | 'waits'
  readonly revisedPrompt?: string
  readonly rendering?: Readonly<Record<string, string>>
}

export interface ExpectedUsage {
  readonly answers: number
  readonly images: number
  readonly cost: number
  readonly atMost: number
}

export async function readExpected(version: '0.1-connections'): Promise<ExpectedProfile> {
  const text = await readFile(join(FIXTURES, `profile-${version}.expected.json`), 'utf8')
  return JSON.parse(text) as ExpectedProfile
}

/** Unpacks the profile that this version left into an empty profile folder. */
export function unpackOldProfile(profile: Profile, version: OldVersion): Promise<void> {
  return unpack(join(FIXTURES, `profile-${version}.zip`), profile)
}

const open = promisify<string, yauzl.Options, yauzl.ZipFile>(yauzl.open)

export async function unpack(path: string, profile: Profile): Promise<void> {
  const zip = await open(path, { lazyEntries: true })
  const openEntry = promisify<yauzl.Entry, NodeJS.ReadableStream>(zip.openReadStream.bind(zip))
  await new Promise<void>((resolve, reject) => {
    zip.on('error', reject)
    zip.on('end', resolve)
    zip.on('entry', (entry: yauzl.Entry) => {
      const file = profile.path(entry.fileName)
      mkdir(dirname(file), { recursive: true })
        .then(async () => pipeline(await openEntry(entry), createWriteStream(file)))
        .then(() => zip.readEntry(), reject)
    })
    zip.readEntry()
  })
}
