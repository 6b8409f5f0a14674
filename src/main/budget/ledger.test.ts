import { appendFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { createId, type RunId } from '@shared/ids'
import { test } from '../../../tests/support/main/test-folder'
import type { Spending } from '@shared/spending'
import { createTokenUsage } from '@shared/usage'
import { Journal } from '../files/journal'
import { Ledger } from './ledger'

function anEntry(facts: Partial<Spending> = {}): Spending {
  return {
    runId: createId<RunId>(),
    at: 1_000,
    model: 'openai:gpt-image-2',
    kind: 'image',
    charge: 'charged',
    cost: 53_000,
    usage: createTokenUsage({ textIn: 12, imageOut: 1756 })!,
    ...facts,
  }
}

async function lineCount(path: string): Promise<number> {
  return (await readFile(path, 'utf8')).split('\n').filter(Boolean).length
}

test('an answer that arrived after Stop counts as one, though its price stays unknown', async ({ folder }) => {
  const { cost: _cost, usage: _usage, ...stopped } = anEntry({ charge: 'unknown', outcome: 'cancelled' })
  const ledger = await Ledger.open(join(folder, 'ledger.log'))
  await ledger.record(stopped)
  await ledger.record({ ...stopped, outcome: 'done', images: 2 })
  expect(ledger.entries()).toEqual([{ ...stopped, outcome: 'done', images: 2 }])
})

test('entries are read back in order in the next session', async ({ folder }) => {
  const path = join(folder, 'ledger.log')
  const { cost: _cost, usage: _usage, ...unknown } = anEntry({ charge: 'unknown' })
  const entries = [anEntry(), unknown, anEntry({ kind: 'text', charge: 'none', cost: 0 })]
  const ledger = await Ledger.open(path)
  for (const entry of entries) await ledger.record(entry)

  const later = await Ledger.open(path)
  expect(later.entries()).toEqual(entries)
  expect(later.damaged).toBe(0)
})

test('a run is entered once, however often it is settled', async ({ folder }) => {
  const path = join(folder, 'ledger.log')
  const entry = anEntry()
  const ledger = await Ledger.open(path)
  await Promise.all([ledger.record(entry), ledger.record({ ...entry, at: 2_000 })])
  await (await Ledger.open(path)).record(entry)

  expect((await Ledger.open(path)).entries()).toEqual([entry])
  expect(await lineCount(path)).toBe(1)
})

test('an answer that arrived after it was written off replaces the guess', async ({ folder }) => {
  const path = join(folder, 'ledger.log')
  const { cost: _cost, usage: _usage, ...guess } = anEntry({ charge: 'unknown' })
  const ledger = await Ledger.open(path)
  await ledger.record(guess)
  await ledger.record(anEntry())
  await ledger.record({ ...guess, charge: 'charged', cost: 13_000 })

  expect(ledger.entries().map(({ charge, cost }) => [charge, cost])).toEqual([
    ['charged', 13_000],
    ['charged', 53_000],
  ])
  expect((await Ledger.open(path)).entries()).toEqual(ledger.entries())
})

test('a period contains what was settled from its start to before its end', async ({ folder }) => {
  const ledger = await Ledger.open(join(folder, 'ledger.log'))
  const entries = [999, 1_000, 1_999, 2_000].map((at) => anEntry({ at }))
  for (const entry of entries) await ledger.record(entry)

  expect(ledger.within({ from: 1_000, to: 2_000 })).toEqual(entries.slice(1, 3))
})

test('a torn or foreign line costs only itself, and is counted', async ({ folder }) => {
  const path = join(folder, 'ledger.log')
  const [first, second] = [anEntry(), anEntry()]
  await (await Ledger.open(path)).record(first)
  await appendFile(path, '7b 0123456789abcdef {"runId":')
  await (await Ledger.open(path)).record(second)

  const ledger = await Ledger.open(path)
  expect(ledger.entries()).toEqual([first, second])
  expect(ledger.damaged).toBe(1)
})

test('a failed write is not counted as written', async ({ folder }) => {
  const ledger = await Ledger.open(join(folder, 'ledger.log'))
  const endless = { ...anEntry(), self: undefined as unknown }
  endless.self = endless

  await expect(ledger.record(endless)).rejects.toThrow('circular')
  expect(ledger.entries()).toEqual([])
})

test('a line of Easel 0.1 is read as the same quantities, and nothing of it is lost', async ({ folder }) => {
  const path = join(folder, 'ledger.log')
  const counted = { textIn: 12, imageIn: 3, imageOut: 1956, textOut: 0, previews: 200, counts: 2 }
  const first = await Journal.open(path, (value) => value)
  await first.append({ ...anEntry(), usage: counted })

  const [entry] = (await Ledger.open(path)).entries()
  expect(entry).toMatchObject({ cost: 53_000, charge: 'charged' })
  expect(entry?.usage).toEqual([
    { what: 'textIn', unit: 'token', quantity: 12, counts: 2 },
    { what: 'imageIn', unit: 'token', quantity: 3, counts: 2 },
    { what: 'imageOut', unit: 'token', quantity: 1756, counts: 2 },
    { what: 'previews', unit: 'token', quantity: 200, counts: 2 },
  ])
})

test('a sum that the provider named is told from a computed one, also in the next session', async ({ folder }) => {
  const path = join(folder, 'ledger.log')
  const entry = anEntry({ costSource: 'reported' })
  await (await Ledger.open(path)).record(entry)
  expect((await Ledger.open(path)).entries()).toEqual([entry])
})

test('a cost that is reported afterwards replaces the estimate, though it is the same sum, and both stay in the file', async ({
  folder,
}) => {
  const path = join(folder, 'ledger.log')
  const guess = anEntry({ costSource: 'estimated' })
  const reported = { ...guess, costSource: 'reported', costEstimate: 53_000 } as const
  const ledger = await Ledger.open(path)
  await ledger.record(guess)
  await ledger.record(reported)
  await ledger.record(reported)

  expect((await Ledger.open(path)).entries()).toEqual([reported])
  expect(await lineCount(path)).toBe(2)
})
