import { randomBytes } from 'node:crypto'
import type { Dispatcher } from 'undici'
import { expect, test } from 'vitest'
import { paceBody } from './pace-body'

const aRequest = (body: unknown): Dispatcher.DispatchOptions =>
  ({ path: '/', method: 'POST', body }) as Dispatcher.DispatchOptions

async function* yieldAll(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces
}

test('a large body arrives whole and in order, and other work has its turns meanwhile', async () => {
  const bytes = randomBytes(3_000_000)
  const { body } = paceBody(aRequest(yieldAll([bytes.subarray(0, 2_500_000), bytes.subarray(2_500_000)])))
  let turns = 0
  const count = (): void => {
    turns += 1
    next = setImmediate(count)
  }
  let next = setImmediate(count)
  const sent: Uint8Array[] = []
  for await (const piece of body as unknown as AsyncIterable<Uint8Array>) sent.push(piece)
  clearImmediate(next)
  expect(Buffer.concat(sent).equals(bytes)).toBe(true)
  expect(Math.max(...sent.map(({ length }) => length))).toBeLessThanOrEqual(256 * 1024)
  expect(turns).toBeGreaterThanOrEqual(10)
})

test.each([[null], ['{}'], [new Uint8Array(3)]])('a body that is there as a whole is left as it is: %o', (body) => {
  const request = aRequest(body)
  expect(paceBody(request)).toBe(request)
})
