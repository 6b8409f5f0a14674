import { deflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { ObjectHash } from '@shared/ids'
import type { ImageFormat } from '@shared/image-options'
import { bufferSource } from '@shared/image-file/byte-source'
import { findXmp } from '@shared/image-file/find-xmp'
import { JPEG_XMP_HEADER } from '@shared/image-file/jpeg-xmp'
import type { Recipe } from '@shared/recipe/recipe'
import { recipeTextIn } from '@shared/recipe/xmp'
import { inspectImage } from '@shared/image-file/inspect-image'
import { buildPngChunk } from '@shared/image-file/png-chunks'
import {
  sampleExtendedWebp,
  sampleJpeg,
  sampleLosslessWebp,
  sampleLossyWebp,
  samplePng,
  SAMPLES,
} from '../../../../tests/support/main/sample-images'
import { soundSvg } from '../../../../e2e/stand-ins/images'
import { embedRecipe } from './embed-recipe'

const recipe: Recipe = {
  version: 1,
  prompt: 'a lighthouse at dusk, gouache',
  revisedPrompt: 'A lighthouse in the evening light',
  provider: 'openai',
  model: { id: 'openai:gpt-image-2', name: 'GPT Image 2', wireName: 'gpt-image-2' },
  requested: {
    size: '1024x1024',
    quality: 'high',
    format: 'png',
    compression: 100,
    background: 'auto',
    moderation: 'low',
    count: 2,
    previews: 1,
  },
  actual: { width: 20, height: 12, format: 'png' },
  image: { number: 2, of: 2 },
  costUsd: 0.211,
  madeAt: '2026-11-22T10:00:00.000Z',
  requestId: 'req_1',
  parents: ['a'.repeat(64) as ObjectHash],
}

const samples = await Promise.all(
  Object.entries(SAMPLES).map(
    async ([name, bytes]) => [name, (await inspectImage(bytes)).format as ImageFormat, bytes] as const,
  ),
)

async function embed(bytes: Buffer, changes: Partial<Recipe> = {}): Promise<Buffer | undefined> {
  const copy = await embedRecipe(bytes, { ...recipe, ...changes }, 'Easel 1.2.3')
  return copy && Buffer.from(copy.buffer, copy.byteOffset, copy.byteLength)
}

async function readPackets(bytes: Buffer | undefined): Promise<readonly string[]> {
  const found = await findXmp(bufferSource(bytes ?? Buffer.alloc(0)))
  return found.kind === 'packets' ? found.packets : []
}

async function recipeIn(bytes: Buffer | undefined): Promise<unknown> {
  const texts = (await readPackets(bytes)).map(recipeTextIn)
  return texts.flatMap((found) => (found.kind === 'text' ? [JSON.parse(found.text)] : []))[0]
}

/** Whether the copy is the original with something inserted: compares the beginnings and the ends. */
function isWithInsertion(copy: Buffer, original: Buffer): boolean {
  const added = copy.length - original.length
  const start = original.findIndex((byte, index) => byte !== copy[index])
  return added > 0 && copy.subarray(start + added).equals(original.subarray(start))
}

describe('an SVG', () => {
  const drawing = soundSvg({ width: 40, height: 30 })

  test.each([
    ['a plain prompt', 'a lighthouse at dusk'],
    ['what XML gives a meaning to', `<b>&amp; "quotes" ]]> <!-- --> -- </svg> <?x ?>`],
    ['the longest prompt in four-byte characters', '🏮'.repeat(16_000)],
  ])('keeps %s, and stays the same drawing', async (_what, prompt) => {
    const copy = await embed(drawing, { prompt })
    expect(await recipeIn(copy)).toEqual({ ...recipe, prompt })
    expect(await inspectImage(copy ?? Buffer.alloc(0))).toEqual(await inspectImage(drawing))
    expect(isWithInsertion(copy!, drawing)).toBe(true)
  })

  test('that has a packet keeps every word of it', async () => {
    const packet =
      '<x:xmpmeta xmlns:x="adobe:ns:meta/"><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"></r:RDF></x:xmpmeta>'
    const text = drawing.toString().replace('<path', `<metadata>${packet}</metadata><path`)
    const copy = await embed(Buffer.from(text))
    expect(await recipeIn(copy)).toEqual(recipe)
    expect(copy?.toString().split('<x:xmpmeta')).toHaveLength(2)
    // An existing recipe isn't replaced.
    expect(await embed(copy!)).toBeUndefined()
  })

  test.each([
    ['whose end is in a comment', (text: string) => text.replace('</svg>', '</svg><!-- </svg> -->')],
    ['without an end of its own', () => '<svg xmlns="http://www.w3.org/2000/svg"/>'],
  ])('%s is left as it is', async (_what, change) => {
    const changed = Buffer.from(change(drawing.toString()))
    expect(await inspectImage(changed)).toMatchObject({ format: 'svg' })
    expect(await embed(changed)).toBeUndefined()
  })
})

describe.each(samples)('%s', (_name, format, bytes) => {
  test.each([
    ['a plain prompt', 'a lighthouse at dusk'],
    ['what XML gives a meaning to', `<b>&amp; "quotes" 'apostrophes' ]]> <!-- --> <?x ?> {{braces}}`],
    ['lines and controls', 'first\r\nsecond\tthird\n\0\u0001\u001f\u007f\u0085\ufffe\uffff'],
    ['other scripts, emoji and half an emoji', 'πορτρέτο 灯台 🏮 \ud83c'],
    ['a prompt that claims to be a packet', `x xmlns:easel='https://easel.invalid/ns/recipe/1.0/' easel:recipe='{}'`],
    ['the longest prompt, every character escaped', '&"'.repeat(16_000)],
    ['the longest prompt in four-byte characters', '🏮'.repeat(16_000)],
  ])('keeps %s', async (_what, prompt) => {
    const copy = await embed(bytes, { prompt })
    expect(await recipeIn(copy)).toEqual({ ...recipe, prompt })
    expect(await inspectImage(copy ?? Buffer.alloc(0))).toEqual(await inspectImage(bytes))
  })

  test('leaves the original and its pixels unchanged', async () => {
    const before = Buffer.from(bytes)
    const copy = await embed(bytes)
    expect(bytes.equals(before)).toBe(true)
    expect(extractPixels(copy ?? Buffer.alloc(0), format).equals(extractPixels(bytes, format))).toBe(true)
  })

  test('says in standard fields what it shows, who made it, when, and that a machine did', async () => {
    const [packet = ''] = await readPackets(await embed(bytes))
    expect(packet).toContain('<rdf:li xml:lang="x-default">a lighthouse at dusk, gouache</rdf:li>')
    expect(packet).toContain('<xmp:CreatorTool>Easel 1.2.3</xmp:CreatorTool>')
    expect(packet).toContain('<xmp:CreateDate>2026-11-22T10:00:00.000Z</xmp:CreateDate>')
    expect(packet).toContain('digitalsourcetype/trainedAlgorithmicMedia<')
  })

  test('keeps what follows the end', async () => {
    const copy = await embed(Buffer.concat([bytes, Buffer.from('behind')]))
    expect(copy?.subarray(-6).toString()).toBe('behind')
    expect(await recipeIn(copy)).toEqual(recipe)
  })
})

test('a drawing by Demo is not called the work of a trained model', async () => {
  const [packet = ''] = await readPackets(await embed(samplePng, { provider: 'demo' }))
  expect(packet).toContain('digitalsourcetype/algorithmicMedia<')
  expect(packet).not.toContain('trained')
})

describe('only the packet is new', () => {
  test.each([
    ['PNG', samplePng],
    ['JPEG', sampleJpeg],
  ])('in a %s', async (_name, bytes) => {
    const copy = await embed(bytes)
    expect(isWithInsertion(copy ?? Buffer.alloc(0), bytes)).toBe(true)
  })

  test('in an extended WebP, apart from its length and the flag that announces the packet', async () => {
    const copy = (await embed(sampleExtendedWebp)) ?? Buffer.alloc(0)
    expect(copy.readUInt32LE(4)).toBe(copy.length - 8)
    expect(copy[20]).toBe(0x04)
    copy.writeUInt32LE(sampleExtendedWebp.readUInt32LE(4), 4)
    copy[20] = 0
    expect(copy.subarray(0, sampleExtendedWebp.length).equals(sampleExtendedWebp)).toBe(true)
  })
})

test.each([
  ['lossy', sampleLossyWebp, 0x04],
  ['lossless and transparent', sampleLosslessWebp, 0x04 | ((sampleLosslessWebp[24] ?? 0) & 0x10 ? 0x10 : 0)],
])('a simple WebP (%s) gets the header that announces the packet', async (_name, bytes, flags) => {
  const copy = (await embed(bytes)) ?? Buffer.alloc(0)
  expect(copy.toString('latin1', 12, 16)).toBe('VP8X')
  expect(copy[20]).toBe(flags)
  expect(copy.subarray(30, 30 + bytes.length - 12).equals(bytes.subarray(12))).toBe(true)
})

describe('content credentials and other unknown parts stay where they are', () => {
  test('in a PNG', async () => {
    const credentials = Buffer.from(buildPngChunk('caBX', Buffer.from('jumb')))
    const bytes = Buffer.concat([samplePng.subarray(0, 33), credentials, samplePng.subarray(33)])
    const copy = await embed(bytes)
    expect(copy?.indexOf(credentials)).toBe(33)
    expect(isWithInsertion(copy ?? Buffer.alloc(0), bytes)).toBe(true)
  })

  test('in a JPEG, after JFIF and Exif, which must come first', async () => {
    const exif = segment(0xe1, Buffer.from('Exif\0\0II*\0'))
    const credentials = segment(0xeb, Buffer.from('JP\0\0'))
    const bytes = Buffer.concat([sampleJpeg.subarray(0, 20), exif, credentials, sampleJpeg.subarray(20)])
    const copy = await embed(bytes)
    expect(copy?.subarray(0, 20 + exif.length).equals(bytes.subarray(0, 20 + exif.length))).toBe(true)
    expect(copy?.indexOf(JPEG_XMP_HEADER)).toBe(20 + exif.length + 4)
    expect(isWithInsertion(copy ?? Buffer.alloc(0), bytes)).toBe(true)
  })

  test('in a WebP, after the packet', async () => {
    const bytes = withWebpChunk(sampleExtendedWebp, 'C2PA', 'odd')
    const copy = await embed(bytes)
    expect(copy?.subarray(-12).toString('latin1')).toBe('C2PA\x03\0\0\0odd\0')
    expect(await recipeIn(copy)).toEqual(recipe)
  })
})

const provided =
  '<?xpacket begin="" id="x"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#">' +
  '<r:Description r:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:CreatorTool="The provider"/></r:RDF></x:xmpmeta>   <?xpacket end="w"?>'

const carriers: readonly [string, (xmp: Buffer) => Buffer][] = [
  ['a PNG', (xmp) => withPngXmp(Buffer.concat([Buffer.alloc(1), xmp]))],
  ['a PNG that compresses it', (xmp) => withPngXmp(Buffer.concat([Buffer.of(1), deflateSync(xmp)]))],
  ['a JPEG', (xmp) => withJpegXmp(xmp)],
  ['a WebP', (xmp) => withWebpChunk(sampleExtendedWebp, 'XMP ', xmp.toString('latin1'))],
]

describe.each(carriers)('the packet that %s came with', (_name, carry) => {
  test('is extended and keeps every word', async () => {
    const copy = await embed(carry(Buffer.from(provided)))
    const [packet = '', ...further] = await readPackets(copy)
    expect(further).toEqual([])
    expect(await recipeIn(copy)).toEqual(recipe)
    const end = provided.indexOf('</r:RDF>')
    expect(packet.startsWith(provided.slice(0, end))).toBe(true)
    expect(packet.endsWith(provided.slice(end))).toBe(true)
    // The provider's own statement stays. A second one would make the packet invalid.
    expect(packet.match(/CreatorTool/g)).toHaveLength(1)
  })

  test.each([
    ['no RDF', Buffer.from('<x:xmpmeta xmlns:x="adobe:ns:meta/"/>')],
    ['UTF-16', Buffer.from(provided, 'utf16le')],
    [
      'another recipe',
      Buffer.from(provided.replace('xmlns:xmp', `xmlns:e="https://easel.invalid/ns/recipe/1.0/" xmlns:xmp`)),
    ],
  ])('keeps a recipe out when it cannot be added to without loss (%s)', async (_what, xmp) => {
    expect(await embed(carry(xmp))).toBeUndefined()
  })
})

describe('a JPEG whose recipe does not fit into one segment', () => {
  const prompt = 'ü'.repeat(32_000)

  test('shows the beginning of the prompt to every viewer, and keeps all of it', async () => {
    const copy = await embed(sampleJpeg, { prompt })
    const [standard = '', extension] = await readPackets(copy)
    expect(standard).toContain(`${'ü'.repeat(2_000)}…`)
    expect(standard).not.toContain('ü'.repeat(2_001))
    expect(extension).toContain(prompt)
  })

  test('is left alone when it already uses another extension', async () => {
    const extended = provided.replace(
      'xmp:CreatorTool',
      `xmlns:n="http://ns.adobe.com/xmp/note/" n:HasExtendedXMP="${'A'.repeat(32)}" xmp:CreatorTool`,
    )
    expect(await embed(withJpegXmp(Buffer.from(extended)), { prompt })).toBeUndefined()
    expect(await embed(withJpegXmp(Buffer.from(extended)))).toBeDefined()
  })
})

/** Returns the compressed pixels, as decoders read them. */
function extractPixels(bytes: Buffer, format: ImageFormat): Buffer {
  if (format === 'png') return bytes.subarray(bytes.indexOf('IDAT') - 4, bytes.indexOf('IEND') + 8)
  if (format === 'jpeg') return bytes.subarray(bytes.indexOf(Buffer.of(0xff, 0xdb)))
  const start = bytes.indexOf(bytes.includes('VP8L') ? 'VP8L' : 'VP8 ')
  return bytes.subarray(start, start + 8 + bytes.readUInt32LE(start + 4))
}

function segment(marker: number, data: Buffer): Buffer {
  const head = Buffer.of(0xff, marker, 0, 0)
  head.writeUInt16BE(data.length + 2, 2)
  return Buffer.concat([head, data])
}

/** `xmp`: the compression flag, and the data after the empty language fields. */
function withPngXmp(xmp: Buffer): Buffer {
  const data = Buffer.concat([Buffer.from('XML:com.adobe.xmp\0'), xmp.subarray(0, 1), Buffer.alloc(3), xmp.subarray(1)])
  return Buffer.concat([samplePng.subarray(0, 33), buildPngChunk('iTXt', data), samplePng.subarray(33)])
}

function withJpegXmp(xmp: Buffer): Buffer {
  const packet = segment(0xe1, Buffer.concat([Buffer.from(JPEG_XMP_HEADER), xmp]))
  return Buffer.concat([sampleJpeg.subarray(0, 20), packet, sampleJpeg.subarray(20)])
}

function withWebpChunk(bytes: Buffer, type: string, text: string): Buffer {
  const head = Buffer.alloc(8)
  head.write(type)
  head.writeUInt32LE(text.length, 4)
  const file = Buffer.concat([bytes, head, Buffer.from(text, 'latin1'), Buffer.alloc(text.length % 2)])
  file.writeUInt32LE(file.length - 8, 4)
  return file
}
