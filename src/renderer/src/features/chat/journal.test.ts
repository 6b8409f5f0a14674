import { expect, test } from 'vitest'
import type { Data } from '@/data'
import { DataError, type DataProblem } from '@/data/problem'
import { createJournal, type Journal } from './journal'
import { ManualSchedule } from '../../../../../tests/support/page/chat-page'

const data = { archived: async () => undefined, close: () => undefined } as unknown as Data

interface Written {
  readonly journal: Journal
  readonly schedule: ManualSchedule
  readonly written: string[]
  readonly problems: (DataProblem | undefined)[]
  /** Writes its own name each time it's executed. */
  write(key: string, name?: string): void
}

function openJournal(openData: () => Promise<Data> = () => Promise.resolve(data)): Written {
  const schedule = new ManualSchedule()
  const written: string[] = []
  const problems: (DataProblem | undefined)[] = []
  const journal = createJournal({ openData, schedule, report: (problem) => problems.push(problem) })
  const write = (key: string, name = key): void => journal.write(key, async () => void written.push(name))
  return { journal, schedule, written, problems, write }
}

test('writes land in the order in which they were asked for', async () => {
  const { journal, written, write } = openJournal()
  write('a')
  write('b')
  write('c')
  await journal.settled()
  expect(written).toEqual(['a', 'b', 'c'])
})

test('of two writes under one key that still wait, only the later one lands', async () => {
  const { journal, written, write } = openJournal()
  write('a', 'old')
  write('b')
  write('a', 'new')
  await journal.settled()
  expect(written).toEqual(['new', 'b'])
})

test('the database is opened with the first write, once', async () => {
  let opened = 0
  const { journal, write } = openJournal(async () => {
    opened += 1
    return data
  })
  expect(opened).toBe(0)
  write('a')
  await journal.settled()
  write('b')
  await journal.settled()
  expect(opened).toBe(1)
})

test('a write that fails is repeated, and holds up no other', async () => {
  const { journal, schedule, written, problems, write } = openJournal()
  let isFull = true
  journal.write('big', async () => {
    if (isFull) throw new DOMException('full', 'QuotaExceededError')
    written.push('big')
  })
  write('small')
  await journal.settled()
  expect(written).toEqual(['small'])
  expect(problems.at(-1)).toBe('unavailable')
  write('next')
  await journal.settled()
  expect(written).toEqual(['small', 'next'])

  isFull = false
  schedule.elapse()
  await journal.settled()
  expect(written).toEqual(['small', 'next', 'big'])
  expect(problems.at(-1)).toBeUndefined()
})

test('a database that does not open is tried again, and the reason is told', async () => {
  let isOpenable = false
  const { journal, schedule, written, problems, write } = openJournal(async () => {
    if (!isOpenable) throw new DataError('blocked')
    return data
  })
  write('a')
  await journal.settled()
  expect(problems).toEqual(['blocked'])
  isOpenable = true
  schedule.elapse()
  await journal.settled()
  expect(written).toEqual(['a'])
  expect(problems).toEqual(['blocked', undefined])
})

test('a write that fails is repeated on a fresh connection', async () => {
  const opened: Data[] = []
  const { journal, schedule } = openJournal(async () => {
    opened.push({ ...data })
    return opened.at(-1) as Data
  })
  const used: Data[] = []
  journal.write('a', async (open) => {
    used.push(open)
    if (open === opened[0]) throw new Error('connection closed')
  })
  await journal.settled()
  schedule.elapse()
  await journal.settled()
  expect(used).toEqual(opened)
  expect(opened).toHaveLength(2)
})

/** A database that opens but rejects every write until it's repaired. Its stand-in accepts everything. */
function brokenDatabase() {
  const state = { isMended: false, isArchiveReachable: true, closed: 0 }
  const standIn: Data = {
    ...data,
    archived: async () => {
      if (!state.isArchiveReachable) throw new Error('unreachable')
    },
    close: () => (state.closed += 1),
    standIn: { worksAgain: async () => state.isMended },
  }
  const broken: Data = { ...data, archived: async () => undefined }
  const schedule = new ManualSchedule()
  const problems: (DataProblem | undefined)[] = []
  const written: string[] = []
  let returned = 0
  const journal = createJournal({
    openData: async (_report, isBroken) => (isBroken ? standIn : broken),
    schedule,
    report: (problem) => problems.push(problem),
    onReturned: () => (returned += 1),
  })
  const write = (key: string): void =>
    journal.write(key, async (open) => {
      if (open === broken && !state.isMended) throw new DOMException('no more', 'UnknownError')
      written.push(`${key} ${open === standIn ? 'in the stand-in' : 'in the database'}`)
    })
  const elapse = async (times = 1): Promise<void> => {
    for (let time = 0; time < times; time += 1) {
      schedule.elapse()
      for (let turn = 0; turn < 3; turn += 1) {
        await new Promise((resolve) => setTimeout(resolve, 0))
        await journal.settled()
      }
    }
  }
  return { journal, state, problems, written, write, elapse, returned: () => returned }
}

test('a database that opens and fails three times in a row is replaced by a stand-in', async () => {
  const { journal, problems, written, write, elapse } = brokenDatabase()
  write('a')
  await journal.settled()
  await elapse(2)
  expect(written).toEqual([])
  await elapse()
  expect(written).toEqual(['a in the stand-in'])
  expect(problems.at(-1)).toBe('archive')
})

test('a stand-in is left when the database works again, and only when the archive has everything', async () => {
  const { journal, state, problems, written, write, elapse, returned } = brokenDatabase()
  write('a')
  await journal.settled()
  await elapse(3)
  state.isArchiveReachable = false
  write('b')
  await journal.settled()
  expect(problems.at(-1)).toBe('unavailable')

  state.isMended = true
  await elapse(2)
  expect([state.closed, returned()]).toEqual([0, 0])
  state.isArchiveReachable = true
  await elapse(2)
  expect([state.closed, returned()]).toEqual([1, 1])
  expect(problems.at(-1)).toBeUndefined()
  write('c')
  await journal.settled()
  expect(written).toEqual(['a in the stand-in', 'b in the stand-in', 'c in the database'])
})

test('a write that never ends counts as failed and is repeated', async () => {
  const { journal, schedule, written, problems } = openJournal()
  let count = 0
  journal.write('stuck', async () => {
    count += 1
    if (count === 1) await new Promise(() => undefined)
    written.push('stuck')
  })
  await new Promise((resolve) => setTimeout(resolve, 0))
  schedule.elapse()
  await journal.settled()
  expect(problems).toEqual(['unavailable'])
  schedule.elapse()
  await journal.settled()
  expect(written).toEqual(['stuck'])
})
