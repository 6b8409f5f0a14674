import { expect, test } from 'vitest'
import { FailureError } from '@shared/failure'
import { createId, type RunId } from '@shared/ids'
import type { AnswerEvent } from '../services/adapter'
import { ChargedWithoutResult, collectAnswer } from './collect-answer'

async function collect(...events: readonly (AnswerEvent | Error)[]): Promise<unknown> {
  const source = (async function* () {
    for (const event of events) {
      if (event instanceof Error) throw event
      yield event
    }
  })()
  const store = { put: () => Promise.reject(new Error('there is no image')) }
  const collector = {
    id: createId<RunId>(),
    kind: 'image',
    objects: store,
    previews: store,
    upload: { state: 'local' },
  } as const
  return collectAnswer(source, { ...collector, onPreview: async () => undefined, onText: () => undefined }).catch(
    (error: unknown) => error,
  )
}

const failed = new FailureError({ code: 'error-reported', charge: 'unknown', at: 1 })

test.each([
  ['a sum', 40_000, 'charged'],
  ['a sum of nothing', 0, 'none'],
] as const)(
  'a service that names %s for an answer without an image decides the verdict',
  async (_name, amount, charge) => {
    for (const events of [[], [failed]]) {
      const error = await collect({ type: 'cost', amount }, ...events)
      expect(error).toBeInstanceOf(ChargedWithoutResult)
      expect((error as ChargedWithoutResult).failure.charge).toBe(charge)
      expect((error as ChargedWithoutResult).reported).toEqual({ cost: amount })
    }
  },
)

test('a service that names nothing leaves it open', async () => {
  expect(((await collect()) as FailureError).failure).toMatchObject({ code: 'answer-empty', charge: 'unknown' })
})
