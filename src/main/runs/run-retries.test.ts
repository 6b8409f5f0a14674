import { describe, expect } from 'vitest'
import { FailureError } from '@shared/failure'
import { test } from '../../../tests/support/main/test-folder'
import { imageEvent, Main, images, busyOnce, anImageDraft } from '../../../tests/support/main/run-world'

describe('where nothing can have been billed', () => {
  test('a busy provider is asked again when it said so, in the same run', async ({ folder }) => {
    const main = await Main.start(folder, busyOnce(0))
    main.automaticRetries = 2
    const { id } = await main.runs.start(anImageDraft())
    await main.until(id, ({ status }) => status === 'done')
    expect(main.calls).toBe(2)
    expect(main.snapshots.map(({ state }) => state.status)).toContain('failed')
  })

  test('a retry must fit the caps like the first attempt', async ({ folder }) => {
    const main = await Main.start(folder, images(imageEvent))
    main.automaticRetries = 2
    const refusals = [
      new FailureError({ code: 'rate-limited', charge: 'none', at: 1_000_000, retryAfterMs: 0 }),
      new FailureError({ code: 'cap-reached', charge: 'none', at: 1_000_000 }),
    ]
    main.onReserve = () => {
      throw refusals.shift()!
    }
    const { id } = await main.runs.start(anImageDraft())
    await main.until(id, (state) => state.status === 'failed' && state.failure.code === 'cap-reached')
    expect(main.runs.read(id)?.state).not.toHaveProperty('failure.again')
  })

  test('the countdown is shown, and Stop cancels it', async ({ folder }) => {
    const main = await Main.start(folder, busyOnce(60_000))
    main.automaticRetries = 2
    const run = await main.finished(anImageDraft())
    expect(run.state).toMatchObject({ failure: { again: { at: 1_060_000, attempt: 2, of: 3 } } })
    await main.runs.cancel(run.id)
    expect(main.runs.read(run.id)?.state).not.toHaveProperty('failure.again')
    main.runs.abortAll()
  })

  test('a countdown survives both being recorded by the page and a restart', async ({ folder }) => {
    const before = await Main.start(folder, busyOnce(60_000))
    before.automaticRetries = 2
    const run = await before.finished(anImageDraft())
    await before.runs.acknowledge(run.id, run.revision)
    before.runs.abortAll()

    const after = await Main.start(folder, images(imageEvent))
    expect(after.runs.list()).toHaveLength(1)
    expect(after.runs.list()[0]?.state).toHaveProperty('failure.again.attempt', 2)
    after.runs.abortAll()
  })

  test('a countdown that ran out while Easel was closed is shown before it is acted on', async ({ folder }) => {
    const before = await Main.start(folder, busyOnce(1_000))
    before.automaticRetries = 2
    await before.finished(anImageDraft())
    before.runs.abortAll()

    const after = await Main.start(folder, images(imageEvent), { state: 'local' }, 2_000_000)
    expect(after.runs.list()[0]?.state).toHaveProperty('failure.again.at', 2_003_000)
    after.runs.abortAll()
  })

  test('G04 a clock that was set back does not prolong a countdown', async ({ folder }) => {
    const before = await Main.start(folder, busyOnce(60_000))
    before.automaticRetries = 2
    await before.finished(anImageDraft())
    before.runs.abortAll()

    const after = await Main.start(folder, images(imageEvent), { state: 'local' }, 0)
    expect(after.runs.list()[0]?.state).toHaveProperty('failure.again.at', 600_000)
    after.runs.abortAll()
  })
})
