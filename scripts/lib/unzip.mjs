// Unpacks a zip file with an npm package, because not every machine has `unzip`.

import { createWriteStream } from 'node:fs'
import { mkdir, symlink } from 'node:fs/promises'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import yauzl from 'yauzl'

const open = promisify(yauzl.open)

const fileType = 0o170000
const symbolicLink = 0o120000

/**
 * Extracts every entry of the archive into `folder`, with its permissions, and replaces existing files. yauzl refuses
 * names that lead out of the folder (absolute, or with `..`). Links that lead out of it are refused here.
 */
export async function unzip(archive, folder) {
  const zip = await open(archive, { lazyEntries: true, autoClose: true })
  const openEntry = promisify(zip.openReadStream.bind(zip))
  await new Promise((resolve, reject) => {
    zip.on('error', reject)
    zip.on('end', resolve)
    zip.on('entry', (entry) => {
      writeEntry(entry, openEntry, folder).then(() => zip.readEntry(), reject)
    })
    zip.readEntry()
  })
}

async function writeEntry(entry, openEntry, folder) {
  const target = path.join(folder, entry.fileName)
  if (entry.fileName.endsWith('/')) {
    await mkdir(target, { recursive: true })
    return
  }
  await mkdir(path.dirname(target), { recursive: true })
  const mode = entry.externalFileAttributes >>> 16
  const content = await openEntry(entry)
  if ((mode & fileType) === symbolicLink) await symlink(checkLink(await text(content), target, folder), target)
  else await pipeline(content, createWriteStream(target, { mode: mode & 0o777 || 0o644 }))
}

function checkLink(destination, link, folder) {
  const inFolder = path.relative(folder, path.resolve(path.dirname(link), destination))
  if (path.isAbsolute(destination) || inFolder.startsWith('..') || path.isAbsolute(inFolder)) {
    throw new Error(`The link ${path.relative(folder, link)} leads out of the folder.`)
  }
  return destination
}
