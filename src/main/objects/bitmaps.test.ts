import { join } from 'node:path'
import { expect, vi } from 'vitest'
import { soundPng, soundSvg } from '../../../e2e/stand-ins/images'
import { test } from '../../../tests/support/main/test-folder'
import { bitmapUrl, imageUrl } from '@shared/image-url'
import { Bitmaps, type DrawPng } from './bitmaps'
import { createImageResponder } from './image-protocol'
import { ObjectStore } from './object-store'

const drawing = soundSvg({ width: 30, height: 20 })
const drawn = soundPng({ width: 30, height: 20 })

async function setUp(folder: string, draw: DrawPng) {
  const objects = new ObjectStore({ directory: join(folder, 'objects') })
  const { hash } = await objects.put(drawing)
  const bitmaps = new Bitmaps(objects, draw)
  return { objects, hash, bitmaps, respond: createImageResponder({ stores: [objects], bitmaps }) }
}

test('a drawing is served as the file it is, and drawn where pixels are wanted, once', async ({ folder }) => {
  const draw = vi.fn<DrawPng>(async () => drawn)
  const { hash, respond } = await setUp(folder, draw)
  const file = await respond(new Request(imageUrl(hash)))
  expect(file.headers.get('content-type')).toBe('image/svg+xml')
  expect(file.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
  expect(Buffer.from(await file.arrayBuffer())).toEqual(drawing)

  const [one, other] = await Promise.all([0, 1].map(() => respond(new Request(bitmapUrl(hash)))))
  expect(one?.headers.get('content-type')).toBe('image/png')
  expect(Buffer.from(await one!.arrayBuffer())).toEqual(drawn)
  expect(Buffer.from(await other!.arrayBuffer())).toEqual(drawn)
  expect(draw.mock.calls).toEqual([[{ bytes: drawing, type: 'image/svg+xml', width: 30, height: 20 }]])
})

test('what was not drawn, or drawn as something else, is missing, and is tried again', async ({ folder }) => {
  const draw = vi
    .fn<DrawPng>()
    .mockRejectedValueOnce(new Error('gone'))
    .mockResolvedValueOnce(drawing)
    .mockResolvedValueOnce(soundPng({ width: 31, height: 20 }))
    .mockResolvedValue(drawn)
  const { hash, respond } = await setUp(folder, draw)
  const statuses = []
  for (let tries = 0; tries < 4; tries += 1) statuses.push((await respond(new Request(bitmapUrl(hash)))).status)
  expect(statuses).toEqual([404, 404, 404, 200])
})

test('one is drawn after the other, also after one that failed', async ({ folder }) => {
  let atOnce = 0
  let most = 0
  const { objects, bitmaps, hash } = await setUp(folder, async ({ width, height }) => {
    atOnce += 1
    most = Math.max(most, atOnce)
    await Promise.resolve()
    atOnce -= 1
    if (width === 40) throw new Error('cannot be drawn')
    return soundPng({ width, height })
  })
  const broken = await objects.put(soundSvg({ width: 40, height: 20 }))
  const last = await objects.put(soundSvg({ width: 50, height: 20 }))
  const results = await Promise.allSettled([bitmaps.read(hash), bitmaps.read(broken.hash), bitmaps.read(last.hash)])
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(most).toBe(1)
})
