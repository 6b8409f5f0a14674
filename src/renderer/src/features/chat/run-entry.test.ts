import { expect, test } from 'vitest'
import type { Run } from '@shared/run'
import { createAnswer, createChat, createQuestion } from './apply-run'
import { getExchange, hearRun, loseRun, recordRun, type Asked, type RunEntry } from './run-entry'
import { A_FAILURE, aStoredImage, anImageRun, doneState } from '../../../../../tests/support/page/chat-page'

const queued = anImageRun({ status: 'queued' }, 1)
const running = anImageRun({ status: 'running', startedAt: 1 }, 2)
const done = anImageRun(doneState(aStoredImage()), 3)
const asked: Asked = {
  exchange: {
    chat: createChat(queued),
    question: createQuestion(queued),
    answer: { ...createAnswer(queued), revision: 0 },
  },
}

const hearAll = (entry: RunEntry | undefined, ...runs: Run[]) =>
  runs.reduce<RunEntry | undefined>((current, run) => hearRun(current, run) ?? current, entry)

test('the newest snapshot is held, whatever the order in which they come', () => {
  expect(hearAll(undefined, running, queued, done, running)).toEqual({ stage: 'known', run: done, hasRows: false })
  expect(hearRun({ stage: 'known', run: done, hasRows: true }, done)).toBeUndefined()
})

test('what was asked is kept until the rows hold it', () => {
  const heard = hearAll({ stage: 'asked', asked }, queued, running)
  expect(heard).toEqual({ stage: 'known', run: running, asked, hasRows: false })
  expect(getExchange(heard!)?.answer).toMatchObject({ status: 'streaming', revision: 2 })
  expect(recordRun(heard, queued, asked)).toEqual({ stage: 'known', run: running, hasRows: true })
})

test('an end that is written leaves only its revision, so that nothing older comes back', () => {
  const recorded = recordRun(hearAll(undefined, done), done, undefined)
  expect(recorded).toEqual({ stage: 'recorded', revision: 3 })
  expect(hearRun(recorded, running)).toBeUndefined()
  expect(hearRun(recorded, { ...done, revision: 4 })).toMatchObject({ stage: 'known', hasRows: true })
})

test('an end that came while an earlier snapshot was being written is still to be written', () => {
  expect(recordRun(hearAll(undefined, running, done), running, undefined)).toMatchObject({ stage: 'known', run: done })
})

test('what was given up is a failure, until main speaks of it after all', () => {
  const lost = loseRun({ stage: 'asked', asked }, A_FAILURE)
  expect(getExchange(lost)?.answer).toMatchObject({ status: 'failed', failure: A_FAILURE })
  expect(hearRun(lost, running)).toEqual({ stage: 'known', run: running, asked, hasRows: false })
  expect(hearRun(loseRun({ stage: 'recorded', revision: 3 }, A_FAILURE), running)).toBeUndefined()
})
