import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readList, type ListShape } from './read-list'

const SHAPE: ListShape<unknown> = { field: 'data', parse: (item) => [item], mostItems: 1_000, mostBytes: 1_000_000 }

/** Yields the text in pieces of this many bytes. */
async function* cut(text: string, size = 7): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text)
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size)
}

test('the items are those that parsing the whole gives, wherever the body is cut', async () => {
  const item = fc.dictionary(fc.string(), fc.jsonValue())
  const body = fc.record({ before: fc.jsonValue(), data: fc.array(item), after: fc.jsonValue() })
  await fc.assert(
    fc.asyncProperty(body, fc.integer({ min: 1, max: 50 }), fc.constantFrom(0, 2), async (value, size, indent) => {
      const read = await readList(cut(JSON.stringify(value, null, indent), size), SHAPE)
      expect(JSON.stringify(read)).toBe(JSON.stringify(value.data))
    }),
  )
})

describe('is no list', () => {
  test.each([
    ['nothing', ''],
    ['a value', 'null'],
    ['a web page', '<html>{"data":[{}]}</html>'],
    ['another field', '{"models":[{"id":"a"}]}'],
    ['a field of another object', '{"error":{"data":[{"id":"a"}]}}'],
    ['a list of lists', '[{"data":[{"id":"a"}]}]'],
    ['one that was cut', '{"data":[{"id":"a"},{"id":'],
    ['one whose end was cut', '{"data":[{"id":"a"}'],
    ['one with a damaged item', '{"data":[{"id":"a"},{id}]}'],
    ['something that only says so', '{"note":"\\"data\\":[{}]"}'],
  ])('%s', async (_name, text) => {
    expect(await readList(cut(text), SHAPE)).toBeUndefined()
  })
})

test('what is no object, or far too large for an item, is left out', async () => {
  const large = JSON.stringify({ id: 'x'.repeat(300_000) })
  expect(await readList(cut(`{"data":["a",1,[{}],{"id":"b"},${large},{"id":"c"}]}`, 65_536), SHAPE)).toEqual([
    { id: 'b' },
    { id: 'c' },
  ])
})

test('a longer list is cut, and a larger body is not read', async () => {
  const body = JSON.stringify({ data: [{ id: 'a' }, { id: 'b' }, { id: 'c' }] })
  expect(await readList(cut(body), { ...SHAPE, mostItems: 2 })).toEqual([{ id: 'a' }, { id: 'b' }])
  expect(await readList(cut(body), { ...SHAPE, mostBytes: body.length - 10 })).toBeUndefined()
})

test('a body that has arrived already lets other work go on in between', async () => {
  const item = { id: 'maker/model', description: 'x'.repeat(5_000) }
  const bytes = Buffer.from(JSON.stringify({ data: Array.from({ length: 1_000 }, () => item) }))
  let turns = 0
  const count = (): void => {
    turns += 1
    turning = setImmediate(count)
  }
  let turning = setImmediate(count)
  const whole = (async function* () {
    yield bytes
  })()
  const read = await readList(whole, { ...SHAPE, mostBytes: bytes.length })
  clearImmediate(turning)
  expect(read).toHaveLength(1_000)
  expect(turns).toBeGreaterThan(10)
})
