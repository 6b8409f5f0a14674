import { join } from 'node:path'
import { describe, expect } from 'vitest'
import type { RunState } from '@shared/run'
import type { Upload } from '@shared/answer'
import { test } from '../../../tests/support/main/test-folder'
import { Spool } from './spool'
import { imageEvent, Main, images, anImageDraft, leaveRecord } from '../../../tests/support/main/run-world'

describe('after a restart', () => {
  test('a run that was never sent says so, and nothing is sent', async ({ folder }) => {
    await leaveRecord(folder, 'unsent')
    const main = await Main.start(folder, images(imageEvent))
    expect(main.runs.list().map(({ state }) => state)).toEqual([
      expect.objectContaining({
        status: 'failed',
        failure: expect.objectContaining({ code: 'not-sent', charge: 'none' }),
      }),
    ])
    expect(main.calls).toBe(0)
  })

  test('a run that was sent may have been charged, and is not sent again', async ({ folder }) => {
    await leaveRecord(folder, 'sent')
    const main = await Main.start(folder, images(imageEvent))
    expect(main.runs.list()[0]?.state).toMatchObject({
      status: 'failed',
      failure: { code: 'app-stopped', charge: 'unknown' },
    })
    expect(main.calls).toBe(0)
  })

  test('an answer that had arrived becomes an image without asking again', async ({ folder }) => {
    const id = await leaveRecord(folder, 'answered')
    const spool = new Spool(join(folder, 'spool'))
    const file = await spool.open(id, 1)
    await file.append(Buffer.from('raw answer'))
    await file.close()
    const main = await Main.start(folder, images(imageEvent))
    expect(main.runs.list()[0]?.state).toMatchObject({ status: 'done', parts: [{ image: { width: 64 } }] })
    expect([main.runs.takeRecovered(), main.runs.takeRecovered()]).toEqual([1, 0])
    expect(main.calls).toBe(0)
    expect(await spool.read(id, 1)).toBeUndefined()
  })

  test('a finished run is entered in the ledger once more, and its upload is queued', async ({ folder }) => {
    const upload: Upload = { state: 'uploading' }
    const before = await Main.start(folder, images(imageEvent), upload)
    const { id } = await before.finished(anImageDraft())
    await before.runs.whenIdle()
    const main = await Main.start(folder, images(imageEvent), upload)
    expect([before.ledger, main.ledger]).toEqual([[expect.anything()], [expect.objectContaining({ runId: id })]])
    expect([before.queued, main.queued]).toEqual([[id], [id]])
    expect(main.calls).toBe(0)
  })

  test('its revision is higher than any the page can have seen', async ({ folder }) => {
    await leaveRecord(folder, 'sent', 57)
    const main = await Main.start(folder, images(imageEvent))
    expect(main.runs.list()[0]?.revision).toBeGreaterThan(999_999)
  })

  test('restarting twenty times changes nothing more', async ({ folder }) => {
    await leaveRecord(folder, 'sent')
    const states: RunState[] = []
    for (let life = 0; life < 20; life += 1) {
      const main = await Main.start(folder, images(imageEvent))
      states.push(main.runs.list()[0]!.state)
    }
    for (const state of states) expect(state).toEqual(states[0])
  })

  test('a record that cannot be read is set aside and costs no other', async ({ folder }) => {
    await leaveRecord(folder, 'unsent')
    const { writeFile } = await import('node:fs/promises')
    await writeFile(join(folder, 'runs', 'torn.json'), '{"version":1,"ru')
    const main = await Main.start(folder, images(imageEvent))
    expect(main.runs.list()).toHaveLength(1)
    expect(await main.recordFiles()).toContain('torn.json.broken')
  })
})
