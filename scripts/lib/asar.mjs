// Writes an asar archive: a JSON table of contents, then the files one after the other.
// Electron reads its default app from such an archive; the format is small enough not to need a dependency.

/**
 * Packs `{ name: text }` into the bytes of an asar archive without folders.
 *
 * The table is wrapped in two of Chromium's "pickles": each a 32-bit length followed by its content, the content
 * padded to four bytes. Offsets in the table count from the end of the table.
 */
export function packAsar(texts) {
  const table = { files: {} }
  const contents = []
  let offset = 0
  for (const [name, text] of Object.entries(texts)) {
    const content = Buffer.from(text)
    table.files[name] = { size: content.length, offset: String(offset) }
    contents.push(content)
    offset += content.length
  }

  const json = Buffer.from(JSON.stringify(table))
  const padding = Buffer.alloc(-json.length & 3)
  const header = pickle(Buffer.concat([uint32(json.length), json, padding]))
  return Buffer.concat([pickle(uint32(header.length)), header, ...contents])
}

function pickle(content) {
  return Buffer.concat([uint32(content.length), content])
}

function uint32(value) {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
