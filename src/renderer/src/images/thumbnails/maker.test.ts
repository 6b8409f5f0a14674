import { expect, test, vi } from 'vitest'
import type { ObjectHash } from '@shared/ids'
import { createMaker, type MakerParts } from './maker'
import { watchQuiet } from '@/lib/when-quiet'
import type { JobOutcome } from './worker-jobs'

function setUp(parts: Partial<MakerParts> = {}) {
  const made: string[] = []
  const wanted = new Set<ObjectHash>()
  const progress: (number | undefined)[] = []
  const asked: number[] = []
  const rest = vi.fn<() => void>()
  const maker = createMaker({
    make: async (hash, isAgain): Promise<JobOutcome> => {
      made.push(isAgain ? `${hash} again` : hash)
      return 'made'
    },
    rest,
    takeWanted: () => {
      const last = [...wanted].at(-1)
      if (last !== undefined) wanted.delete(last)
      return last
    },
    dropWanted: (hash) => wanted.delete(hash),
    onProgress: (share) => progress.push(share),
    listMissing: async (shard) => {
      asked.push(shard)
      return shard % 100 === 0 ? [`old-${shard}` as ObjectHash] : []
    },
    whenQuiet: async () => undefined,
    ...parts,
  })
  const want = (...hashes: readonly string[]): void => {
    for (const hash of hashes as ObjectHash[]) {
      wanted.delete(hash)
      wanted.add(hash)
    }
    maker.wake()
  }
  return { maker, made, want, asked, rest, progress }
}

test('what was shown last is made first, each image once, and then the worker rests', async () => {
  const { made, want, rest } = setUp()
  want('a', 'b', 'a', 'c')
  await vi.waitFor(() => expect(rest).toHaveBeenCalled())
  expect(made).toEqual(['c', 'a', 'b'])
})

test('a copy that was lost since it was made is made again, and not for ever', async () => {
  const { made, want, rest } = setUp()
  want('a')
  await vi.waitFor(() => expect(rest).toHaveBeenCalledTimes(1))
  want('a')
  await vi.waitFor(() => expect(rest).toHaveBeenCalledTimes(2))
  expect(made).toEqual(['a', 'a again'])
  want('a')
  await vi.waitFor(() => expect(rest).toHaveBeenCalledTimes(3))
  want('a')
  await vi.waitFor(() => expect(rest).toHaveBeenCalledTimes(4))
  expect(made).toEqual(['a', 'a again', 'a again'])
})

test('what is asked for while it is being made is not made twice', async () => {
  const made: string[] = []
  let finish = (): void => undefined
  const { want, rest } = setUp({
    make: (hash) => {
      made.push(hash)
      return new Promise((resolve) => {
        finish = () => resolve('made')
      })
    },
  })
  want('a')
  await vi.waitFor(() => expect(made).toEqual(['a']))
  want('a')
  finish()
  await vi.waitFor(() => expect(rest).toHaveBeenCalled())
  expect(made).toEqual(['a'])
})

test('all folders are looked through for old images, one at a time', async () => {
  const { maker, made, asked, rest, progress } = setUp()
  maker.lookForOld()
  await vi.waitFor(() => expect(rest).toHaveBeenCalled())
  expect(made).toEqual(['old-0', 'old-100', 'old-200'])
  expect(progress).toEqual([0, 100 / 256, 200 / 256, undefined])
  expect(asked).toEqual(Array.from({ length: 256 }, (_, shard) => shard))
})

test('old images wait while the user does something, and what is on screen does not', async () => {
  let goOn = (): void => undefined
  const quiet = new Promise<void>((resolve) => {
    goOn = resolve
  })
  const { maker, made, want, rest } = setUp({ whenQuiet: () => quiet })
  want('shown')
  maker.lookForOld()
  await vi.waitFor(() => expect(made).toEqual(['shown']))
  want('later')
  goOn()
  await vi.waitFor(() => expect(rest).toHaveBeenCalled())
  expect(made.slice(0, 2)).toEqual(['shown', 'later'])
})

test('a full disk ends it quietly, until the next start', async () => {
  const made: string[] = []
  const { want, rest, maker } = setUp({
    make: async (hash) => {
      made.push(hash)
      return 'disk-full'
    },
  })
  want('a', 'b')
  await vi.waitFor(() => expect(rest).toHaveBeenCalled())
  want('c')
  maker.lookForOld()
  expect(made).toEqual(['b'])
})

test('an image that cannot be made stops no other', async () => {
  const outcomes: Record<string, JobOutcome> = { a: 'made', b: 'failed', c: 'made' }
  const made: string[] = []
  const { want, rest } = setUp({
    make: async (hash) => {
      made.push(hash)
      return outcomes[hash] ?? 'failed'
    },
  })
  want('a', 'b', 'c')
  await vi.waitFor(() => expect(rest).toHaveBeenCalled())
  expect(made).toEqual(['c', 'b', 'a'])
})

test('quiet is when nothing was typed or scrolled for a while and no answer is being made', async () => {
  const target = new EventTarget()
  const waiting: (() => void)[] = []
  let now = 10_000
  let isBusy = false
  const whenQuiet = watchQuiet(target, {
    isBusy: () => isBusy,
    now: () => now,
    after: (ms, look) =>
      waiting.push(() => {
        now += ms
        look()
      }),
  })
  let isQuiet = false
  target.dispatchEvent(new Event('keydown'))
  const done = whenQuiet().then(() => {
    isQuiet = true
  })
  expect(waiting).toHaveLength(1)
  isBusy = true
  waiting.pop()?.()
  await Promise.resolve()
  expect(isQuiet).toBe(false)
  isBusy = false
  target.dispatchEvent(new Event('wheel'))
  waiting.pop()?.()
  expect(waiting).toHaveLength(1)
  waiting.pop()?.()
  await done
  expect(isQuiet).toBe(true)
})
