import { lstatSync, readFileSync, readlinkSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { crc32, deflateRawSync } from 'node:zlib'
import { expect, test } from 'vitest'

import { aTemporaryFolder } from './temporary-folder.mjs'
import { unzip } from './unzip.mjs'

const file = 0o100000
const symbolicLink = 0o120000
const onUnix = 0x031e

/** A zip file as written by `zip` on Unix, so that modes are Unix modes. */
function aZip(...entries) {
  const archive = path.join(aTemporaryFolder(), 'archive.zip')
  const parts = []
  const directory = []
  let offset = 0
  for (const { name, text = '', mode = file | 0o644 } of entries) {
    const content = Buffer.from(text)
    const packed = deflateRawSync(content)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(8, 4) // deflated
    common.writeUInt32LE(crc32(content), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(content.length, 18)
    common.writeUInt16LE(Buffer.byteLength(name), 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name), packed])
    const attributes = Buffer.alloc(14)
    attributes.writeUInt32LE((mode << 16) >>> 0, 6)
    attributes.writeUInt32LE(offset, 10)
    const version = Buffer.alloc(2)
    version.writeUInt16LE(onUnix)
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02'), version, common, attributes, Buffer.from(name)]))
    parts.push(local)
    offset += local.length
  }
  const index = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(index.length, 12)
  end.writeUInt32LE(offset, 16)
  writeFileSync(archive, Buffer.concat([...parts, index, end]))
  return archive
}

test('files are written with their text and permissions, in folders that the archive may not list', async () => {
  const folder = aTemporaryFolder()
  await unzip(
    aZip(
      { name: 'app/' },
      { name: 'app/electron', text: 'run me', mode: file | 0o755 },
      { name: 'app/deep/er/notes.txt', text: 'read me', mode: file | 0o640 },
    ),
    folder,
  )

  expect(readFileSync(path.join(folder, 'app/electron'), 'utf8')).toBe('run me')
  expect(lstatSync(path.join(folder, 'app/electron')).mode & 0o111).toBe(0o111)
  expect(readFileSync(path.join(folder, 'app/deep/er/notes.txt'), 'utf8')).toBe('read me')
  expect(lstatSync(path.join(folder, 'app/deep/er/notes.txt')).mode & 0o111).toBe(0)
})

test('a file without permissions can be read and written by its owner', async () => {
  const folder = aTemporaryFolder()
  await unzip(aZip({ name: 'plain.txt', text: 'x', mode: 0 }), folder)
  expect(lstatSync(path.join(folder, 'plain.txt')).mode & 0o600).toBe(0o600)
})

test('symbolic links stay links', async () => {
  const folder = aTemporaryFolder()
  await unzip(
    aZip({ name: 'libEGL.so.1', text: 'x' }, { name: 'libEGL.so', text: 'libEGL.so.1', mode: symbolicLink | 0o777 }),
    folder,
  )
  expect(readlinkSync(path.join(folder, 'libEGL.so'))).toBe('libEGL.so.1')
})

test.each(['../outside.txt', 'app/../../outside.txt', '/outside.txt', 'C:/outside.txt', '..\\outside.txt'])(
  'the name %s is refused, because it leads out of the folder',
  async (name) => {
    const folder = path.join(aTemporaryFolder(), 'inside')
    await expect(unzip(aZip({ name, text: 'x' }), folder)).rejects.toThrow(/(absolute path|invalid relative path)/)
    expect(readdirSync(path.dirname(folder))).toEqual([])
  },
)

test.each([
  ['an absolute path', '/etc'],
  ['a path above the folder', '../outside'],
  ['a path above the folder, by a detour', 'a/../../outside'],
])('a symbolic link to %s is refused', async (_what, target) => {
  const folder = aTemporaryFolder()
  const archive = aZip({ name: 'link', text: target, mode: symbolicLink | 0o777 })
  await expect(unzip(archive, folder)).rejects.toThrow('leads out of the folder')
  expect(readdirSync(folder)).toEqual([])
})

test('a damaged archive is refused', async () => {
  const archive = path.join(aTemporaryFolder(), 'archive.zip')
  writeFileSync(archive, 'not a zip file at all')
  await expect(unzip(archive, aTemporaryFolder())).rejects.toThrow()
})
