/** Profiles as earlier versions of Easel left them (`tests/fixtures`). */
import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import yauzl from 'yauzl'
import { PROJECT } from './electron'
import type { Profile } from './profile'

const open = promisify<string, yauzl.Options, yauzl.ZipFile>(yauzl.open)

/** Unpacks the profile that this version left into an empty profile folder. */
export async function unpackOldProfile(profile: Profile, version: '0.1'): Promise<void> {
  const zip = await open(join(PROJECT, 'tests', 'fixtures', `profile-${version}.zip`), { lazyEntries: true })
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
