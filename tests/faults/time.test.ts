/** G. Sleep, clocks, networks that come and go, and the end of a session. */
import { describe, expect } from 'vitest'
import { listImages } from '@shared/answer'
import { test } from './fixtures'
import { anImage, images } from './world'

const DAY_MS = 86_400_000

test('G01 a connection that died while the computer slept is noticed at waking: possibly billed, not sent again', async ({
  world,
}) => {
  const answer = world.openai.next.stallsAfterPreview(1, anImage())
  await world.launch({ automaticRetries: 5 })
  const id = world.ask()
  await answer.stalled
  await world.becomes(id, 'running', ({ preview }) => preview !== undefined)

  world.life.freeze()
  answer.breakOff()
  await answer.over
  world.life.thaw()

  expect(await world.becomes(id, 'failed')).toMatchObject({
    failure: { code: 'connection-lost', charge: 'unknown' },
    salvage: { index: 0 },
  })
  await world.rest()
  expect(world.openai.paidRequests).toHaveLength(1)
})

test('G01 an answer that arrived completely while the computer slept is there at waking', async ({ world }) => {
  const answer = world.openai.next.stallsAfterPreview(1, anImage())
  await world.launch()
  const id = world.ask()
  await answer.stalled

  world.life.freeze()
  answer.continue()
  await answer.over
  world.life.thaw()

  await world.becomes(id, 'done')
  await world.rest()
  expect(await world.profile.holds(images(1)[0]!)).toBe(true)
})

test('G03 a network that comes and goes causes no storm: each paid call once, each upload at its own pace', async ({
  world,
}) => {
  world.blob.always.resetsConnection()
  await world.launch({ automaticRetries: 5 })
  const lost = [1, 2, 3].map(() => {
    world.openai.next.resetsConnection()
    return world.ask()
  })
  for (const id of lost) await world.becomes(id, 'failed')
  world.openai.next.image(anImage())
  const made = world.ask()
  await world.becomes(made, 'done', ({ parts }) => listImages(parts).every(({ upload }) => upload.state === 'failed'))

  expect(world.openai.paidRequests).toHaveLength(4)
  expect(world.blob.uploads).toHaveLength(1)

  world.blob.recovers()
  await world.life.ask({ ask: 'retry-upload', id: world.getImages(made)[0]!.attachmentId })
  await world.rest()
  expect([...world.blob.blobs.keys()]).toEqual([`chat-images/${made}.png`])
})

describe('G06 a laptop lid that closes in mid-answer', () => {
  test('a connection that says nothing after waking is given up soon: possibly billed, not sent again', async ({
    world,
  }) => {
    const answer = world.openai.next.stallsAfterPreview(1, anImage())
    await world.launch({ automaticRetries: 5, deadlines: { headersMs: 60_000, idleMs: 60_000, wakeMs: 200 } })
    const id = world.ask()
    await answer.stalled
    await world.becomes(id, 'running', ({ preview }) => preview !== undefined)

    world.life.freeze()
    world.life.thaw()
    await world.life.ask({ ask: 'wake' })

    expect(await world.becomes(id, 'failed')).toMatchObject({
      failure: { code: 'timed-out', charge: 'unknown' },
      salvage: { index: 0 },
    })
    await world.rest()
    expect(world.openai.paidRequests).toHaveLength(1)
  })

  test('a call that waits for its first byte is given up just the same', async ({ world }) => {
    const answer = world.openai.next.stallsBeforeHeaders()
    await world.launch({ automaticRetries: 5, deadlines: { headersMs: 60_000, idleMs: 60_000, wakeMs: 200 } })
    const id = world.ask()
    await answer.stalled

    await world.life.ask({ ask: 'wake' })

    expect(await world.becomes(id, 'failed')).toMatchObject({ failure: { code: 'timed-out', charge: 'unknown' } })
    await world.rest()
    expect(world.openai.paidRequests).toHaveLength(1)
  })

  test('a connection that outlived a short sleep brings its answer, and the next call gets a new one', async ({
    world,
  }) => {
    const answer = world.openai.next.stallsAfterPreview(1, anImage())
    await world.launch()
    const id = world.ask()
    await answer.stalled

    await world.life.ask({ ask: 'wake' })
    answer.continue()

    await world.becomes(id, 'done')
    world.openai.next.image(anImage())
    await world.becomes(world.ask(), 'done')
    await world.rest()
    expect(world.openai.paidRequests).toHaveLength(2)
  })
})

describe('G04 a clock that jumps', () => {
  test('neither ends nor prolongs a wait: deadlines are counted, not looked up', async ({ world }) => {
    const answer = world.openai.next.stallsBeforeHeaders()
    // Long enough for the request to arrive on a busy computer.
    await world.launch({ deadlines: { headersMs: 3_000, idleMs: 3_000 } })
    const id = world.ask()
    await answer.stalled
    await world.life.ask({ ask: 'set-clock', offsetMs: -DAY_MS })
    expect(await world.becomes(id, 'failed')).toMatchObject({ failure: { code: 'timed-out' } })
  })

  test('forward does not end an answer in progress', async ({ world }) => {
    const answer = world.openai.next.stallsAfterPreview(1, anImage())
    await world.launch()
    const id = world.ask()
    await answer.stalled
    await world.life.ask({ ask: 'set-clock', offsetMs: 365 * DAY_MS })
    answer.continue()
    await world.becomes(id, 'done')
    await world.rest()
  })

  test('back leaves the order of snapshots alone, also over a restart', async ({ world }) => {
    const answer = world.openai.next.stallsAfterPreview(1, anImage())
    await world.launch({ clockOffsetMs: 10 * DAY_MS })
    const id = world.ask()
    await answer.stalled
    await world.becomes(id, 'running', ({ preview }) => preview !== undefined)
    const { revision } = world.row(id)

    await world.restart({ clockOffsetMs: -10 * DAY_MS })
    expect(world.row(id).revision).toBeGreaterThan(revision)
    expect(world.row(id).state).toMatchObject({ status: 'failed', failure: { charge: 'unknown' } })
  })
})

test('G05 SIGTERM in mid-answer ends at once, cleanly, and the next start tells what became of it', async ({
  world,
}) => {
  const answer = world.openai.next.stallsAfterPreview(1, anImage())
  await world.launch()
  const id = world.ask()
  await answer.stalled
  await world.life.terminate()
  expect(await world.life.ended).toEqual({ code: 0, signal: null })
  await world.rememberEnd()

  await world.launch()
  expect(world.row(id).state).toMatchObject({ status: 'failed', failure: { code: 'app-stopped', charge: 'unknown' } })
  expect(world.openai.paidRequests).toHaveLength(1)
})
