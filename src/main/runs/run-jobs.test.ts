import { describe, expect } from 'vitest'
import { FailureError } from '@shared/failure'
import { type MessageId } from '@shared/ids'
import { test } from '../../../tests/support/main/test-folder'
import type { JobHandle } from '../services/adapter'
import {
  imageEvent,
  Main,
  failing,
  imagesLater,
  jobService,
  stoppableJob,
  anImageDraft,
} from '../../../tests/support/main/run-world'

describe('a job that lives at the service', () => {
  const leaveRunning = async (folder: string): Promise<MessageId> => {
    const main = await Main.start(
      folder,
      jobService(() => imagesLater()),
    )
    const { id } = await main.runs.start(anImageDraft())
    await main.until(id, (state) => state.status === 'running' && state.jobsAhead === 2)
    main.runs.abortAll()
    await main.runs.whenIdle()
    return id
  }

  test('goes on after a restart by its handle, without being paid again', async ({ folder }) => {
    const id = await leaveRunning(folder)
    const handles: JobHandle[] = []
    const after = await Main.start(
      folder,
      jobService((_request, handle) => {
        handles.push(handle)
        return imagesLater()
      }),
    )
    await after.until(id, ({ status }) => status === 'done')
    expect(handles).toEqual([{ id: 'job-1' }])
    // Counts toward the caps until it ends.
    await after.runs.whenIdle()
    expect([after.held, after.released]).toEqual([[id], [id]])
    expect(after.runs.read(id)?.state).toMatchObject({ parts: [{ image: { width: 64 } }] })
    expect(after.calls).toBe(0)
  })

  test('is not written anew while its place in the queue stays the same', async ({ folder }) => {
    const main = await Main.start(folder, {
      ...jobService(() => imagesLater()),
      async *answer(_request, attempt) {
        await attempt.willSend()
        for (const jobsAhead of [1, 1, 0, 0, 0]) attempt.isQueuedBehind(jobsAhead)
        yield imageEvent
      },
    })
    const { id } = await main.runs.start(anImageDraft())
    await main.until(id, ({ status }) => status === 'done')
    const places = main.snapshots.flatMap(({ state }) => (state.status === 'running' ? [state.jobsAhead] : []))
    expect(places).toEqual([undefined, 1, undefined])
  })

  test('whose service cannot be asked any more may have been charged', async ({ folder }) => {
    const id = await leaveRunning(folder)
    const after = await Main.start(folder, failing())
    await after.until(id, ({ status }) => status === 'failed')
    expect(after.runs.read(id)?.state).toMatchObject({ failure: { code: 'app-stopped', charge: 'unknown' } })
    expect(after.calls).toBe(0)
  })

  test('that the service cancels after Stop was shown costs nothing, and the ledger learns it', async ({ folder }) => {
    const { adapter, end } = stoppableJob()
    const main = await Main.start(folder, adapter)
    const { id } = await main.runs.start(anImageDraft())
    await main.until(id, (state) => state.status === 'running' && state.jobsAhead === 2)
    await main.runs.cancel(id)
    expect(main.runs.read(id)?.state).toMatchObject({ status: 'cancelled', charge: 'unknown' })
    end(new FailureError({ code: 'call-stopped', charge: 'none', at: 5 }))
    await main.runs.whenIdle()
    expect(main.runs.read(id)?.state).toMatchObject({ status: 'cancelled', charge: 'none' })
    expect(main.ledger.map(({ charge }) => charge)).toEqual(['unknown', 'none'])
  })

  test('whose image comes after Stop was recorded is kept all the same, and then forgotten', async ({ folder }) => {
    const { adapter, end } = stoppableJob()
    const main = await Main.start(folder, adapter)
    const { id } = await main.runs.start(anImageDraft())
    await main.until(id, (state) => state.status === 'running' && state.jobsAhead === 2)
    await main.runs.cancel(id)
    await main.runs.acknowledge(id, main.runs.read(id)?.revision ?? 0)
    end()
    await main.until(id, ({ status }) => status === 'done')
    expect(main.runs.read(id)?.state).toMatchObject({ arrivedAfterStop: true, parts: [{ image: { width: 64 } }] })
    await main.runs.whenIdle()
    await main.runs.acknowledge(id, main.runs.read(id)?.revision ?? 0)
    expect(main.runs.list()).toEqual([])
  })

  test('that fails at the service ends with what the service says', async ({ folder }) => {
    const id = await leaveRunning(folder)
    const after = await Main.start(
      folder,
      // eslint-disable-next-line require-yield -- it fails before there is anything to yield
      jobService(async function* () {
        throw new FailureError({ code: 'prompt-refused', charge: 'charged', at: 5 })
      }),
    )
    await after.until(id, ({ status }) => status === 'failed')
    expect(after.runs.read(id)?.state).toMatchObject({ failure: { code: 'prompt-refused', charge: 'charged' } })
  })
})
