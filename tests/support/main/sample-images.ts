/** The same 20x12 drawing, encoded by Chromium in every layout that `inspectImage` knows. */
function decode(base64: string): Buffer {
  return Buffer.from(base64, 'base64')
}

export const samplePng = decode(
  'iVBORw0KGgoAAAANSUhEUgAAABQAAAAMCAYAAABiDJ37AAAAAXNSR0IArs4c6QAAADBJREFUOE9jPJNm/J+BioBxaBqYzjATZyDMZEjHG0BYvTxqIEqY' +
    'DY4wpCSdD/6EDQDVFSi9X0xVOQAAAABJRU5ErkJggg==',
)
export const sampleJpeg = decode(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19iZ2hnPk1xeXBk' +
    'eFxlZ2P/2wBDARESEhgVGC8aGi9jQjhCY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2P/wAARCAAMABQD' +
    'ASIAAhEBAxEB/8QAFgABAQEAAAAAAAAAAAAAAAAAAAMB/8QAHRABAAICAgMAAAAAAAAAAAAAAQACAxExcSFBUf/EABYBAQEBAAAAAAAAAAAAAAAA' +
    'AAQDBf/EABsRAAEEAwAAAAAAAAAAAAAAAAABAgMSEyJR/9oADAMBAAIRAxEAPwCea7SomufczDkcm9h4+SiDyD3BUrwB1BpJHhVldummrJMtra8E' +
    'REOXP//Z',
)
export const sampleLossyWebp = decode(
  'UklGRmAAAABXRUJQVlA4IFQAAAAwAwCdASoUAAwAPtFUo0uoJKMhsAgBABoJbACw7B2MHyQAAL4g5bctDccNrZLI7Gb69frX76Rr5c2EE+PLo83+' +
    'FVf6iDpR3cbU/MABJLurGwXNGAA=',
)
export const sampleLosslessWebp = decode(
  'UklGRjIAAABXRUJQVlA4TCYAAAAvE8ACAA8wZp/J/Bnz/EcLFAJAwyCEkL9dBu1PIaL/42Bjon67BA==',
)
export const sampleExtendedWebp = decode(
  'UklGRnIAAABXRUJQVlA4WAoAAAAAAAAAEwAACwAAVlA4IFQAAAAwAwCdASoUAAwAPtFUo0uoJKMhsAgBABoJbACw7B2MHyQAAL4g5bctDccNrZLI' +
    '7Gb69frX76Rr5c2EE+PLo83+FVf6iDpR3cbU/MABJLurGwXNGAA=',
)

/** 2x2. */
export const sampleAvif = decode(
  'AAAAIGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZk1BMUIAAADybWV0YQAAAAAAAAAoaGRscgAAAAAAAAAAcGljdAAAAAAAAAAAAAAAAGxpYmF2aWYAAAAA' +
    'DnBpdG0AAAAAAAEAAAAeaWxvYwAAAABEAAABAAEAAAABAAABGgAAAB0AAAAoaWluZgAAAAAAAQAAABppbmZlAgAAAAABAABhdjAxQ29sb3IAAAAAamlw' +
    'cnAAAABLaXBjbwAAABRpc3BlAAAAAAAAAAIAAAACAAAAEHBpeGkAAAAAAwgICAAAAAxhdjFDgQ0MAAAAABNjb2xybmNseAACAAIAAYAAAAAXaXBtYQAA' +
    'AAAAAAABAAEEAQKDBAAAACVtZGF0EgAKCBgANogQEAwgMg8f8D///8WfhwB8+ErK42A=',
)
/** Not the same drawing, but the same size. */
export const sampleGif = Buffer.concat([
  Buffer.from('GIF89a\x14\x00\x0c\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff', 'latin1'),
  Buffer.from('\x21\xf9\x04\x00\x00\x00\x00\x00', 'latin1'),
  Buffer.from('\x2c\x00\x00\x00\x00\x14\x00\x0c\x00\x00\x02\x02\x44\x01\x00\x3b', 'latin1'),
])
export const sampleBmp = createBmp(20, 12)

/** 24 bits per pixel, no compression. */
function createBmp(width: number, height: number): Buffer {
  const rowLength = Math.ceil((width * 24) / 32) * 4
  const header = Buffer.alloc(54)
  header.write('BM', 0, 'latin1')
  header.writeUInt32LE(54 + rowLength * height, 2)
  header.writeUInt32LE(54, 10)
  header.writeUInt32LE(40, 14)
  header.writeInt32LE(width, 18)
  header.writeInt32LE(height, 22)
  header.writeUInt16LE(1, 26)
  header.writeUInt16LE(24, 28)
  return Buffer.concat([header, Buffer.alloc(rowLength * height, 0x7f)])
}

export const SAMPLES = {
  'a PNG': samplePng,
  'a JPEG': sampleJpeg,
  'a lossy WebP': sampleLossyWebp,
  'a lossless WebP': sampleLosslessWebp,
  'an extended WebP': sampleExtendedWebp,
} as const

/** Formats that are stored unchanged, and that no recipe is embedded in. */
export const OTHER_SAMPLES = { 'an AVIF': sampleAvif, 'a GIF': sampleGif, 'a BMP': sampleBmp } as const
