import { expect, test, vi } from 'vitest'
import { CallQueue } from './call-queue'

const never = new AbortController().signal
const ignore = async (): Promise<void> => undefined

test('as many get through at once as there may be, and the others in their order', async () => {
  const queue = new CallQueue()
  const onWait = vi.fn<() => Promise<void>>(ignore)
  const entered: number[] = []
  const enter = (number: number) =>
    queue.enter('images', 2, never, onWait).then((leave) => {
      entered.push(number)
      return leave
    })
  const [first, second, third, fourth] = [1, 2, 3, 4].map(enter)
  await second
  expect(entered).toEqual([1, 2])
  expect(onWait).toHaveBeenCalledTimes(2)
  ;(await first!)()
  await third
  expect(entered).toEqual([1, 2, 3])
  ;(await second!)()
  await fourth
  expect(entered).toEqual([1, 2, 3, 4])
})

test('one that is stopped while it waits leaves its place to the next', async () => {
  const queue = new CallQueue()
  const leave = await queue.enter('images', 1, never, ignore)
  const stop = new AbortController()
  const stopped = queue.enter('images', 1, stop.signal, ignore)
  const next = queue.enter('images', 1, never, ignore)
  stop.abort(new Error('stopped'))
  await expect(stopped).rejects.toThrow('stopped')
  leave()
  ;(await next)()
  // No leftover entry occupies a place.
  ;(await queue.enter('images', 1, never, ignore))()
})

test('lines do not wait for each other', async () => {
  const queue = new CallQueue()
  await queue.enter('images', 1, never, ignore)
  await expect(queue.enter('text', 1, never, ignore)).resolves.toBeTypeOf('function')
})
