/**
 * AVIF (AV1 Image File Format, based on ISO/IEC 14496-12 and 23008-12): boxes from end to end. Size and rotation are
 * properties of the primary item.
 */
import { createView, latin1, need } from './bytes'
import { UnsoundImage, type ImageFacts } from './unsound-image'

const BRANDS: ReadonlySet<string> = new Set(['avif', 'avis'])
const BOX_HEADER = 8
/** An image has about a dozen boxes per level. */
const MOST_BOXES = 10_000

interface Box {
  readonly type: string
  /** Without the header. */
  readonly content: Uint8Array
}

/** Whether the file declares AVIF as its major brand or as a compatible one. */
export function isAvif(bytes: Uint8Array): boolean {
  if (bytes.length < 16 || latin1(bytes, 4, 8) !== 'ftyp') return false
  const end = Math.min(createView(bytes).getUint32(0), bytes.length, 256)
  for (let offset = 8; offset + 4 <= end; offset += offset === 8 ? 8 : 4) {
    if (BRANDS.has(latin1(bytes, offset, offset + 4))) return true
  }
  return false
}

export function inspectAvif(bytes: Uint8Array): ImageFacts {
  const boxes = listBoxes(bytes)
  const meta = boxes.find(({ type }) => type === 'meta')
  if (!meta) throw new UnsoundImage(boxes.some(({ type }) => type === 'mdat') ? 'malformed' : 'truncated')
  const inner = listBoxes(afterVersion(meta.content))
  if (!boxes.some(({ type }) => type === 'mdat') && !inner.some(({ type }) => type === 'idat')) {
    throw new UnsoundImage('truncated')
  }
  const properties = propertiesOfPrimary(inner)
  const size = properties.find(({ type }) => type === 'ispe')
  if (!size) throw new UnsoundImage('malformed')
  need(size.content, 4, 8)
  const view = createView(size.content)
  const [width, height] = [view.getUint32(4), view.getUint32(8)]
  const turn = properties.find(({ type }) => type === 'irot')?.content[0] ?? 0
  return { format: 'avif', ...(turn % 2 === 1 ? { width: height, height: width } : { width, height }) }
}

function propertiesOfPrimary(meta: readonly Box[]): readonly Box[] {
  const inner = listBoxes(findContent(meta, 'iprp'))
  const all = listBoxes(findContent(inner, 'ipco'))
  const primary = primaryItem(findContent(meta, 'pitm'))
  const indices = propertyIndices(findContent(inner, 'ipma'), primary)
  return indices.flatMap((index) => all[index - 1] ?? [])
}

function primaryItem(pitm: Uint8Array): number {
  need(pitm, 0, 6)
  if (pitm[0] === 0) return createView(pitm).getUint16(4)
  need(pitm, 4, 4)
  return createView(pitm).getUint32(4)
}

/** Indices of the properties of an item, from 1. */
function propertyIndices(ipma: Uint8Array, item: number): readonly number[] {
  need(ipma, 0, 8)
  const isWideId = (ipma[0] ?? 0) >= 1
  const isWideIndex = ((ipma[3] ?? 0) & 1) === 1
  const view = createView(ipma)
  const count = view.getUint32(4)
  let offset = 8
  for (let entry = 0; entry < Math.min(count, MOST_BOXES); entry += 1) {
    need(ipma, offset, isWideId ? 5 : 3)
    const id = isWideId ? view.getUint32(offset) : view.getUint16(offset)
    offset += isWideId ? 4 : 2
    const associations = ipma[offset] ?? 0
    offset += 1
    const width = isWideIndex ? 2 : 1
    need(ipma, offset, associations * width)
    const indices = Array.from({ length: associations }, (_, index) =>
      isWideIndex ? view.getUint16(offset + index * 2) & 0x7fff : (ipma[offset + index] ?? 0) & 0x7f,
    )
    if (id === item) return indices
    offset += associations * width
  }
  return []
}

function findContent(boxes: readonly Box[], type: string): Uint8Array {
  const found = boxes.find((box) => box.type === type)
  if (!found) throw new UnsoundImage('malformed')
  return found.content
}

function afterVersion(content: Uint8Array): Uint8Array {
  need(content, 0, 4)
  return content.subarray(4)
}

/** Splits bytes into the boxes that fill them. */
function listBoxes(bytes: Uint8Array): readonly Box[] {
  const boxes: Box[] = []
  const view = createView(bytes)
  for (let offset = 0; offset < bytes.length;) {
    // Data after a complete file is ignored, as decoders do.
    if (bytes.length - offset < BOX_HEADER || !/^[\x20-\x7e]{4}$/.test(latin1(bytes, offset + 4, offset + 8))) {
      if (boxes.length > 0) break
      throw new UnsoundImage('malformed')
    }
    const short = view.getUint32(offset)
    const isLong = short === 1
    if (isLong) need(bytes, offset, 16)
    // 0 means to the end of the file.
    const size = isLong ? Number(view.getBigUint64(offset + 8)) : short || bytes.length - offset
    const header = isLong ? 16 : BOX_HEADER
    if (size < header || boxes.length > MOST_BOXES) throw new UnsoundImage('malformed')
    need(bytes, offset, size)
    boxes.push({
      type: latin1(bytes, offset + 4, offset + 8),
      content: bytes.subarray(offset + header, offset + size),
    })
    offset += size
  }
  return boxes
}
