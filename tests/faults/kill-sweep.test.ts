/**
 * A, once more and without being told where: strace kills the core before its n-th write, sync, rename or removal,
 * for every n there is. `npm test` takes a sample, always the same; EASEL_FAULTS=all takes every point.
 */
import { spawnSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { describe, expect } from 'vitest'
import { test } from './fixtures'
import type { Violation } from './oracle'
import { aPicture, pictures, type World } from './world'

const CALLS = ['rename', 'fsync', 'unlink', 'write', 'writev', 'ftruncate', 'mkdir'] as const
type Call = (typeof CALLS)[number]

/** Of each kind of call this many points at most, evenly spread over the run. */
const SAMPLE: Readonly<Record<Call, number>> = {
  rename: 6,
  fsync: 5,
  unlink: 2,
  write: 7,
  writev: 2,
  ftruncate: 1,
  mkdir: 2,
}

const hasStrace = spawnSync('strace', ['-f', '-qq', '-e', 'trace=none', 'true']).status === 0

describe.skipIf(!hasStrace)('A killed before any write, sync, rename or removal of a whole run', () => {
  test('nothing that had arrived is lost, nothing is paid twice, no answer is left spinning', async ({ world }) => {
    const counts = await countCalls(world)
    expect(counts.rename).toBeGreaterThan(5)

    const points = pointsOf(counts)
    const found: Kill[] = []
    const sweep = async (): Promise<void> => {
      for (let point = points.shift(); point; point = points.shift()) found.push(await killAt(world, point))
    }
    await Promise.all([sweep(), sweep()])

    expect(found.filter(({ broken }) => broken.length > 0)).toEqual([])
    // Some runs make a call less than the one that was counted. A sweep that killed nobody would prove nothing.
    expect(found.filter(({ wasKilled }) => wasKilled).length).toBeGreaterThan(found.length * 0.7)
  }, 600_000)
})

interface Kill {
  readonly call: Call
  readonly nth: number
  readonly wasKilled: boolean
  readonly broken: readonly Violation[]
}

/** What is broken after a run in a world of its own was killed there, and the core started again. */
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

/** One run from start to end, upload and page included; true when it was killed before that. */
async function runUntilKilled(world: World, program: readonly string[]): Promise<boolean> {
  world.openai.next.image({ ...aPicture(), images: pictures(1, 2) })
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
  // strace counts for each thread by itself, and so do we.
  const counts = new Map<string, number>()
  for (const [, thread, call] of (await readFile(record, 'utf8')).matchAll(/^(\d+) +(\w+)\(/gm)) {
    const count = (counts.get(`${thread} ${call}`) ?? 0) + 1
    counts.set(`${thread} ${call}`, count)
    most[call as Call] = Math.max(most[call as Call], count)
  }
  return most
}

function pointsOf(counts: Record<Call, number>): [Call, number][] {
  return CALLS.flatMap((call) => {
    const count = counts[call]
    const wanted = process.env['EASEL_FAULTS'] === 'all' ? count : Math.min(count, SAMPLE[call])
    return Array.from({ length: wanted }, (_, index): [Call, number] => [
      call,
      Math.max(1, Math.round(((index + 1) * count) / wanted)),
    ])
  })
}

/** Not with `--seccomp-bpf`, however much faster: strace 6.1 then traces the calls and never sends the signal. */
function under(...args: string[]): string[] {
  return ['strace', '-f', '-qq', '-e', `trace=${CALLS.join(',')}`, ...args]
}
