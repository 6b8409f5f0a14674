/**
 * A again, at every point: strace kills the core before its nth write, sync, rename or removal. `npm test` and `npm run
 * test:all` take fixed samples; `npm run soak` takes every n.
 */
import { spawnSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { describe, expect } from 'vitest'
import { byEffort } from './effort'
import { test } from './fixtures'
import type { Violation } from './oracle'
import { anImage, images, type World } from './world'

const CALLS = ['rename', 'fsync', 'unlink', 'write', 'writev', 'ftruncate', 'mkdir'] as const
type Call = (typeof CALLS)[number]

/** The most points per kind of call in a thorough run, spread evenly. A quick run takes half of them. */
const SAMPLE: Readonly<Record<Call, number>> = {
  rename: 6,
  fsync: 5,
  unlink: 2,
  write: 7,
  writev: 2,
  ftruncate: 1,
  mkdir: 2,
}

/**
 * A session takes seconds on a busy machine, and every point needs two. A sample has up to 25 points, the full set
 * hundreds.
 */
const DEADLINE_MS = byEffort({ quick: 600_000, thorough: 600_000, all: 4 * 3_600_000 })

const hasStrace = spawnSync('strace', ['-f', '-qq', '-e', 'trace=none', 'true']).status === 0

describe.skipIf(!hasStrace)('A killed before any write, sync, rename or removal of a whole run', () => {
  test(
    'nothing that had arrived is lost, nothing is paid twice, and no answer is left spinning',
    async ({ world }) => {
      const counts = await countCalls(world)
      expect(counts.rename).toBeGreaterThan(5)

      const points = choosePoints(counts)
      const found: Kill[] = []
      const sweep = async (): Promise<void> => {
        for (let point = points.shift(); point; point = points.shift()) found.push(await killAt(world, point))
      }
      await Promise.all([sweep(), sweep()])

      expect(found.filter(({ broken }) => broken.length > 0)).toEqual([])
      // Some runs make one call less than the counted run. A sweep without kills would prove nothing.
      expect(found.filter(({ wasKilled }) => wasKilled).length).toBeGreaterThan(found.length * 0.7)
    },
    DEADLINE_MS,
  )
})

interface Kill {
  readonly call: Call
  readonly nth: number
  readonly wasKilled: boolean
  readonly broken: readonly Violation[]
}

/** Kills a run in a separate world at this point, starts the core again, and returns what is broken. */
async function killAt(world: World, [call, nth]: readonly [Call, number]): Promise<Kill> {
  const inner = await world.another()
  try {
    const wasKilled = await runUntilKilled(inner, under('-e', `inject=${call}:signal=SIGKILL:when=${nth}`))
    await inner.launch()
    await inner.rest()
    return { call, nth, wasKilled, broken: await inner.violations() }
  } finally {
    await inner.end()
  }
}

/** One run from start to end, including upload and page. True if it was killed before the end. */
async function runUntilKilled(world: World, program: readonly string[]): Promise<boolean> {
  world.openai.next.image({ ...anImage(), images: images(1, 2) })
  const life = world.begin({ under: program })
  await life.ready
    .then(async () => {
      world.ask({ count: 2 })
      await world.rest()
    })
    .catch(() => undefined)
  const wasKilled = life.hasEnded
  await world.kill()
  return wasKilled
}

async function countCalls(world: World): Promise<Record<Call, number>> {
  const record = world.profile.beside('strace.txt')
  await runUntilKilled(world, under('-o', record))
  const most = Object.fromEntries(CALLS.map((call) => [call, 0])) as Record<Call, number>
  // strace counts per thread, so count per thread here too.
  const counts = new Map<string, number>()
  for (const [, thread, call] of (await readFile(record, 'utf8')).matchAll(/^(\d+) +(\w+)\(/gm)) {
    const count = (counts.get(`${thread} ${call}`) ?? 0) + 1
    counts.set(`${thread} ${call}`, count)
    most[call as Call] = Math.max(most[call as Call], count)
  }
  return most
}

function choosePoints(counts: Record<Call, number>): [Call, number][] {
  return CALLS.flatMap((call) => {
    const count = counts[call]
    const most = byEffort({ quick: Math.ceil(SAMPLE[call] / 2), thorough: SAMPLE[call], all: count })
    const wanted = Math.min(count, most)
    return Array.from({ length: wanted }, (_, index): [Call, number] => [
      call,
      Math.max(1, Math.round(((index + 1) * count) / wanted)),
    ])
  })
}

/** Not with `--seccomp-bpf`, although it's faster: strace 6.1 then traces the calls but never sends the signal. */
function under(...args: string[]): string[] {
  return ['strace', '-f', '-qq', '-e', `trace=${CALLS.join(',')}`, ...args]
}
