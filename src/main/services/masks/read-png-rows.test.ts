import { deflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { buildPngChunk } from '@shared/image-file/png-chunks'
import { UnsoundImage } from '@shared/image-file/unsound-image'
import { soundPng, truncatedPng, undecodablePng } from '../../../../e2e/stand-ins/images'
import { readPngRows } from './read-png-rows'

interface Drawn {
  readonly width: number
  readonly height: number
  readonly depth: number
  readonly colorType: number
  readonly interlace?: number
  /** Each row starts with its filter number. */
  readonly rows: readonly number[]
  readonly extra?: readonly Uint8Array[]
}

function draw({ width, height, depth, colorType, interlace = 0, rows, extra = [] }: Drawn): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([depth, colorType, 0, 0, interlace], 8)
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    buildPngChunk('IHDR', header),
    ...extra,
    buildPngChunk('IDAT', deflateSync(Uint8Array.from(rows))),
    buildPngChunk('IEND', new Uint8Array()),
  ])
}

async function readAll(png: Buffer): Promise<readonly (readonly number[])[]> {
  const all: number[][] = []
  for await (const row of (await readPngRows(png)).rows) all.push([...row])
  return all
}

const palette = buildPngChunk('PLTE', Uint8Array.of(1, 2, 3, 4, 5, 6))

test.each<[string, Drawn, readonly (readonly number[])[]]>([
  [
    'RGBA, each row with another filter',
    {
      width: 2,
      height: 5,
      depth: 8,
      colorType: 6,
      rows: [
        [0, 10, 20, 30, 40, 50, 60, 70, 80],
        [1, 10, 20, 30, 40, 40, 40, 40, 40],
        [2, 0, 0, 0, 0, 0, 0, 0, 0],
        [3, 5, 10, 15, 20, 20, 20, 20, 20],
        [4, 0, 0, 0, 0, 0, 0, 0, 0],
      ].flat(),
    },
    [
      [10, 20, 30, 40, 50, 60, 70, 80],
      [10, 20, 30, 40, 50, 60, 70, 80],
      [10, 20, 30, 40, 50, 60, 70, 80],
      [10, 20, 30, 40, 50, 60, 70, 80],
      [10, 20, 30, 40, 50, 60, 70, 80],
    ],
  ],
  [
    'gray of one bit',
    { width: 3, height: 1, depth: 1, colorType: 0, rows: [0, 0b1010_0000] },
    [[255, 255, 255, 255, 0, 0, 0, 255, 255, 255, 255, 255]],
  ],
  [
    'gray with alpha of 16 bits',
    { width: 1, height: 1, depth: 16, colorType: 4, rows: [0, 7, 255, 9, 255] },
    [[7, 7, 7, 9]],
  ],
  [
    'a palette with a transparent color',
    {
      width: 2,
      height: 1,
      depth: 8,
      colorType: 3,
      rows: [0, 1, 0],
      extra: [palette, buildPngChunk('tRNS', Uint8Array.of(255, 0))],
    },
    [[4, 5, 6, 0, 1, 2, 3, 255]],
  ],
  [
    'RGB of which one color is transparent',
    {
      width: 2,
      height: 1,
      depth: 8,
      colorType: 2,
      rows: [0, 9, 8, 7, 9, 8, 6],
      extra: [buildPngChunk('tRNS', Uint8Array.of(0, 9, 0, 8, 0, 7))],
    },
    [[9, 8, 7, 0, 9, 8, 6, 255]],
  ],
])('%s is read as it looks', async (_what, drawn, rows) => {
  expect(await readAll(draw(drawn))).toEqual(rows)
})

test('an image of many pieces is read to its last row', async () => {
  expect(await readAll(soundPng({ width: 700, height: 900 }))).toHaveLength(900)
})

test.each([
  ['that ends early', truncatedPng({ width: 200, height: 200 })],
  ['whose pixels are no pixels', undecodablePng({ width: 40, height: 40 })],
  ['with fewer rows than it says', draw({ width: 1, height: 2, depth: 8, colorType: 0, rows: [0, 5] })],
  ['that is interlaced', draw({ width: 1, height: 1, depth: 8, colorType: 0, interlace: 1, rows: [0, 5] })],
  ['of a depth that does not exist', draw({ width: 1, height: 1, depth: 3, colorType: 0, rows: [0, 5] })],
])('a PNG %s is refused, and nothing else happens', async (_what, png) => {
  await expect(readAll(png)).rejects.toThrow(UnsoundImage)
})
