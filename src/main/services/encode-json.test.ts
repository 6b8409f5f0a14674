import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { encodeJson, InlineImage } from './encode-json'

test('images become base64 where they stand, at any length, with what is around them as it was', async () => {
  const lengths = [0, 1, 2, 3, 192 * 1024, 192 * 1024 + 1, 500_000]
  const images = lengths.map((length) => randomBytes(length))
  const body = await encodeJson({
    prompt: 'a "swan" on a lake, \u2028 白鳥 🦢',
    urls: images.map((bytes) => new InlineImage(bytes, 'data:image/png;base64,')),
    last: { data: new InlineImage(images[1]!) },
    left: undefined,
  })
  expect(body.type).toBe('application/json')
  expect(JSON.parse(await body.text())).toEqual({
    prompt: 'a "swan" on a lake, \u2028 白鳥 🦢',
    urls: images.map((bytes) => `data:image/png;base64,${bytes.toString('base64')}`),
    last: { data: images[1]!.toString('base64') },
  })
})

test('the part of a buffer that is an image is all that is encoded', async () => {
  const whole = randomBytes(400_000)
  const body = await encodeJson(new InlineImage(whole.subarray(1000, 300_000)))
  expect(JSON.parse(await body.text())).toBe(whole.subarray(1000, 300_000).toString('base64'))
})

test('other work has its turns while large images are encoded', async () => {
  let turns = 0
  const count = (): void => {
    turns += 1
    next = setImmediate(count)
  }
  let next = setImmediate(count)
  await encodeJson([new InlineImage(randomBytes(2_000_000)), new InlineImage(randomBytes(1_000_000))])
  clearImmediate(next)
  expect(turns).toBeGreaterThanOrEqual(14)
})

test('Stop ends the encoding', async () => {
  const stop = new AbortController()
  const encoding = encodeJson([new InlineImage(randomBytes(1_000_000))], stop.signal)
  const reason = new Error('stopped')
  stop.abort(reason)
  await expect(encoding).rejects.toBe(reason)
})
