import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect } from 'vitest'
import { FailureError, type FailureCode } from '@shared/failure'
import { createId, type ChatId, type MessageId, type RunId } from '@shared/ids'
import { createParts, type InputImage } from '@shared/request'
import { DEFAULT_IMAGE_OPTIONS } from '@shared/image-options'
import type { Run, RunDraft, RunState } from '@shared/run'
import { listImages, type Upload } from '@shared/answer'
import { previewPng, soundPng } from '../../../e2e/stand-ins/images'
import type { Spending } from '@shared/spending'
import { createTokenUsage } from '@shared/usage'
import { anInputImage } from '../../../tests/support/input-image'
import { test } from '../files/test-folder'
import { ObjectStore } from '../objects/object-store'
import type { Adapter, AnswerEvent, Attempt, JobHandle } from '../services/adapter'
import { RunService } from './run-service'
import { RunStore } from './run-store'
import { Spool } from './spool'

/** Lets the calls of a test end that it left waiting. */
const endings: (() => void)[] = []
const started: RunService[] = []

// A call that never ends would keep the file of its answer open.
afterEach(async () => {
  for (const end of endings.splice(0)) end()
  await Promise.all(started.splice(0).map((runs) => runs.whenIdle()))
})

const png = soundPng({ width: 64, height: 64 })
const preview = previewPng(0, { width: 64, height: 64 })
const usage = createTokenUsage({ textIn: 6, imageOut: 439 })!

test('an image run ends done, with the file, the exact cost and an entry in the ledger', async ({ folder }) => {
  const main = await Main.start(folder, images(previewEvent, imageEvent, { type: 'usage', usage }))
  const run = await main.finished(anImageDraft())
  expect(run.state).toMatchObject({
    status: 'done',
    parts: [{ image: { format: 'png', width: 64, height: 64, bytes: png.byteLength, upload: { state: 'local' } } }],
    bill: { usage, cost: { amount: 13_200, source: 'computed' } },
  })
  await main.runs.whenIdle()
  expect(main.ledger).toEqual([
    expect.objectContaining({
      runId: run.id,
      outcome: 'done',
      images: 1,
      charge: 'charged',
      cost: 13_200,
      model: 'openai:gpt-imagegen',
    }),
  ])
  expect(await main.storedBytes(run)).toEqual([png])
})

test('starting twice with the same id pays once', async ({ folder }) => {
  const main = await Main.start(folder, images(imageEvent))
  const draft = anImageDraft()
  await Promise.all([main.runs.start(draft), main.runs.start(draft)])
  await main.finished(draft)
  expect(main.calls).toBe(1)
})

describe('several models that are asked at once', () => {
  const drafts = () => {
    const first = anImageDraft()
    const others = [1, 2].map((slot) => {
      const draft = anImageDraft()
      return { ...draft, place: { ...first.place, slot } }
    })
    return [{ ...first, place: { ...first.place, slot: 0 } }, ...others]
  }

  test('make one run each, which say their places', async ({ folder }) => {
    const main = await Main.start(folder, images(imageEvent))
    const asked = drafts()
    const runs = await main.runs.startTogether(asked)
    expect(runs.map(({ id, place }) => [id, place.slot])).toEqual(asked.map(({ id }, slot) => [id, slot]))
    for (const draft of asked) await main.finished(draft)
    expect(main.calls).toBe(3)
    await main.runs.startTogether(asked)
    expect(main.calls).toBe(3)
  })

  test('are refused together, with nothing recorded or sent', async ({ folder }) => {
    const main = await Main.start(folder, images(imageEvent))
    const asked = drafts()
    const question = { ...asked[0]!.place.question, text: 'x'.repeat(32_001) }
    const hopeless = [asked[0]!, asked[1]!, { ...asked[2]!, place: { ...asked[2]!.place, question } }]
    await expect(main.runs.startTogether(hopeless)).rejects.toThrow('prompt-too-long')
    expect(main.runs.list()).toEqual([])
    expect(await main.recordFiles().catch(() => [])).toEqual([])
    expect(main.calls).toBe(0)
  })
})

describe('what is certain to fail is refused before anything is recorded, and costs nothing', () => {
  const refused = async (main: Main, draft = anImageDraft()) => {
    const failure = await main.runs.start(draft).then(
      () => undefined,
      (error: FailureError) => error.failure,
    )
    expect(main.runs.list()).toEqual([])
    expect(await main.recordFiles().catch(() => [])).toEqual([])
    expect(main.calls).toBe(0)
    return failure
  }

  test('without a key', async ({ folder }) => {
    const main = await Main.start(folder, images(imageEvent))
    main.problem = 'key-missing'
    expect(await refused(main)).toMatchObject({ code: 'key-missing', charge: 'none' })
  })

  test('at a cap', async ({ folder }) => {
    const main = await Main.start(folder, images(imageEvent))
    main.onAccept = () => {
      throw new FailureError({ code: 'cap-reached', charge: 'none', at: 1 })
    }
    expect(await refused(main)).toMatchObject({ code: 'cap-reached', charge: 'none' })
  })

  test('with a prompt that is too long', async ({ folder }) => {
    const main = await Main.start(folder, images(imageEvent))
    const draft = anImageDraft()
    const question = { ...draft.place.question, text: 'x'.repeat(32_001) }
    const failure = await refused(main, { ...draft, place: { ...draft.place, question } })
    expect(failure).toMatchObject({ code: 'prompt-too-long', charge: 'none' })
  })

  test('with images that the model does not take', async ({ folder }) => {
    const main = await Main.start(folder, images(imageEvent))
    const draft = anImageDraft({}, [anInputImage(), anInputImage({ bytes: 50_000_001 })])
    expect(await refused(main, draft)).toMatchObject({
      code: 'input-too-large',
      charge: 'none',
      input: { index: 1, most: 50_000_000 },
    })
  })

  test('with an image in an earlier turn, for a text model that does not see', async ({ folder }) => {
    const main = await Main.start(folder, images(imageEvent))
    const turns = [
      { role: 'user', parts: createParts('Look.', [anInputImage({ role: 'context' })]) },
      { role: 'user', parts: createParts('And?') },
    ] as const
    const draft: RunDraft = { ...aTextDraft(), request: { kind: 'text', model: 'demo:text', turns } }
    expect(await refused(main, draft)).toMatchObject({ code: 'inputs-unsupported', charge: 'none' })
  })

  test('on a disk that does not take the record, which leaves the cap as it was', async ({ folder }) => {
    const main = await Main.start(folder, images(imageEvent))
    await writeFile(join(folder, 'runs'), 'no folder')
    const draft = anImageDraft()
    expect(await refused(main, draft)).toMatchObject({ charge: 'none' })
    expect(main.released).toEqual([draft.id])
  })
})

describe('an image that goes with the request', () => {
  const reads = (read: Buffer[]): Adapter => ({
    ...images(imageEvent),
    async *answer(request, attempt) {
      for (const { image } of listImageParts(request)) read.push(await attempt.readInput(image))
      await begin(attempt)
      yield imageEvent
    },
  })

  test('is read from the disk, and told with the run also after a restart', async ({ folder }) => {
    const read: Buffer[] = []
    const main = await Main.start(folder, reads(read))
    const input = anInputImage({ ...(await main.objects.put(png)) })
    const draft = anImageDraft({}, [input])
    const question = { ...draft.place.question, inputs: [input] }
    const run = await main.finished({ ...draft, place: { ...draft.place, question } })
    await main.runs.whenIdle()
    expect(run.state.status).toBe('done')
    expect(read).toEqual([png])

    const again = await Main.start(folder, reads(read))
    expect(again.runs.list()).toMatchObject([
      { place: { question: { inputs: [input] } }, request: { parts: createParts('a lighthouse', [input]) } },
    ])
  })

  test.for(['gone', 'damaged'])('and is %s costs nothing, and is not tried again', async (how, { folder }) => {
    const main = await Main.start(folder, reads([]))
    main.automaticRetries = 3
    const input = anInputImage({ ...(await main.objects.put(png)) })
    const { path } = (await main.objects.find(input.hash))!
    if (how === 'gone') await rm(path)
    else await writeFile(path, 'no image')
    let reserved = 0
    main.onReserve = () => void (reserved += 1)
    const run = await main.finished(anImageDraft({}, [input]))
    expect(run.state).toMatchObject({ status: 'failed', failure: { code: 'input-missing', charge: 'none' } })
    expect(run.state).not.toHaveProperty('failure.again')
    expect(reserved).toBe(0)
    expect(main.ledger).toMatchObject([{ charge: 'none' }])
  })
})

function listImageParts(request: RunDraft['request']) {
  return request.kind === 'image' ? request.parts.filter((part) => part.type === 'image') : []
}

describe('more than the service allows at a time', () => {
  const startFive = async (main: Main) => {
    const runs: Run[] = []
    for (let count = 0; count < 5; count += 1) runs.push(await main.runs.start(anImageDraft()))
    const last = runs[4]!.id
    await main.until(last, (state) => state.status === 'queued' && state.waits === true)
    return { runs, last }
  }

  test('the fifth image waits unsent until one of the four before it ends', async ({ folder }) => {
    const { provider, release } = slowProvider()
    const main = await Main.start(folder, provider)
    const { runs, last } = await startFive(main)
    await Promise.all(runs.slice(0, 4).map(({ id }) => main.until(id, ({ status }) => status === 'running')))
    expect(main.calls).toBe(4)
    release()
    await main.until(last, ({ status }) => status === 'done')
    expect(main.calls).toBe(5)
  })

  test('one that is stopped while it waits is never sent, and costs nothing', async ({ folder }) => {
    const { provider, release } = slowProvider()
    const main = await Main.start(folder, provider)
    const { last } = await startFive(main)
    await main.runs.cancel(last)
    expect(main.runs.read(last)?.state).toMatchObject({ status: 'cancelled', charge: 'none' })
    release()
    await main.runs.whenIdle()
    expect(main.calls).toBe(4)
  })

  test('one that waited when the app ended was not sent, and says so', async ({ folder }) => {
    const { provider } = slowProvider()
    const main = await Main.start(folder, provider)
    const { last } = await startFive(main)
    main.runs.abortAll()
    await main.until(last, ({ status }) => status === 'failed')
    expect(main.runs.read(last)?.state).toMatchObject({ failure: { code: 'not-sent', charge: 'none' } })
    expect(main.calls).toBe(4)
  })

  test('a call that does not react to Stop gives up its place', async ({ folder }) => {
    const main = await Main.start(folder, deafProvider())
    const { runs, last } = await startFive(main)
    await main.runs.cancel(runs[0]!.id)
    await main.until(last, ({ status }) => status === 'running')
  })
})

test('every snapshot has a higher revision than the one before', async ({ folder }) => {
  const main = await Main.start(folder, images(previewEvent, imageEvent))
  await main.finished(anImageDraft())
  const revisions = main.snapshots.map(({ revision }) => revision)
  expect(revisions).toEqual([...new Set(revisions)].sort((a, b) => a - b))
})

test('Stop settles a run whose provider never reacts, and says that it may have been charged', async ({ folder }) => {
  const main = await Main.start(folder, deafProvider())
  const { id } = await main.runs.start(anImageDraft())
  await main.until(id, ({ status, ...state }) => status === 'running' && 'preview' in state)
  await main.runs.cancel(id)
  expect(main.runs.read(id)?.state).toMatchObject({ status: 'cancelled', charge: 'unknown', salvage: { index: 0 } })
})

test('C20 an answer that arrives after Stop is kept and marked as such, also after a restart', async ({ folder }) => {
  const { provider, sent, release } = slowProvider()
  const main = await Main.start(folder, provider)
  const { id } = await main.runs.start(anImageDraft())
  await sent
  await main.runs.cancel(id)
  expect(main.runs.read(id)?.state.status).toBe('cancelled')
  release()
  await main.until(id, ({ status }) => status === 'done')
  expect(main.runs.read(id)?.state).toMatchObject({ arrivedAfterStop: true, parts: [{ image: { width: 64 } }] })

  const after = await Main.start(folder, images())
  expect(after.runs.read(id)?.state).toMatchObject({ status: 'done', arrivedAfterStop: true })
})

test('an answer that was not stopped has no such mark', async ({ folder }) => {
  const main = await Main.start(folder, images(imageEvent))
  expect((await main.finished(anImageDraft())).state).not.toHaveProperty('arrivedAfterStop')
})

test('a failed run keeps its last preview where it survives a restart', async ({ folder }) => {
  const main = await Main.start(folder, failing(previewEvent))
  const run = await main.finished(anImageDraft())
  expect(run.state).toMatchObject({ status: 'failed', failure: { code: 'connection-lost', charge: 'unknown' } })
  const hash = run.state.status === 'failed' ? run.state.salvage?.image.hash : undefined
  expect(await main.objects.find(hash ?? '')).toBeDefined()
})

test('fewer intact images than requested are kept, and the answer says how many are missing', async ({ folder }) => {
  const main = await Main.start(folder, images(imageEvent, { type: 'unreadable-image', index: 1 }))
  const run = await main.finished(anImageDraft({ count: 2 }))
  expect(run.state).toMatchObject({
    status: 'done',
    parts: [{ image: { width: 64 } }],
    shortfall: { code: 'image-damaged' },
  })
})

test('an image whose own call failed is missing for the reason of that call', async ({ folder }) => {
  const cause = { code: 'prompt-refused', detail: 'Not this one.' } as const
  const main = await Main.start(folder, images(imageEvent, { type: 'unreadable-image', index: 1, cause }))
  const run = await main.finished(anImageDraft({ count: 2 }))
  expect(run.state).toMatchObject({
    status: 'done',
    parts: [{ image: { width: 64 } }],
    shortfall: { ...cause, charge: 'unknown' },
  })
})

test('an answer that is not an image fails, and its raw bytes are kept', async ({ folder }) => {
  const main = await Main.start(folder, images({ type: 'image', index: 0, bytes: Buffer.from('<svg/>') }))
  const run = await main.finished(anImageDraft())
  expect(run.state).toMatchObject({
    status: 'failed',
    failure: { code: 'image-damaged', charge: 'unknown', hasAnswer: true },
  })
  expect(await readFile(join(folder, 'spool', `${run.id}.1`), 'utf8')).toBe('raw answer')
})

test('a useless answer with a reported cost costs what was reported', async ({ folder }) => {
  const main = await Main.start(folder, images({ type: 'unreadable-image', index: 0 }, { type: 'usage', usage }))
  const run = await main.finished(anImageDraft())
  expect(run.state).toMatchObject({
    status: 'failed',
    failure: { code: 'image-damaged', charge: 'charged' },
    bill: { usage, cost: { amount: 13_200, source: 'computed' } },
  })
  expect(main.ledger).toEqual([expect.objectContaining({ outcome: 'failed', charge: 'charged', cost: 13_200 })])
})

test('an unknown outcome is entered with the most it can have cost', async ({ folder }) => {
  const main = await Main.start(folder, failing())
  await main.finished(anImageDraft())
  // 439 tokens and two previews of 100 at 30, and three text tokens at 5.
  expect(main.ledger).toEqual([expect.objectContaining({ charge: 'unknown', atMost: 19_185 })])
  expect(main.ledger[0]).not.toHaveProperty('cost')
})

test('nothing is sent, and so nothing paid, when the disk has no room for the answer', async ({ folder }) => {
  const main = await Main.start(folder, images(imageEvent))
  main.hasRoom = false
  const run = await main.finished(anImageDraft())
  expect(run.state).toMatchObject({ status: 'failed', failure: { code: 'disk-full', charge: 'none' } })
})

test('an answer that could not be stored for lack of space is stored once there is room', async ({ folder }) => {
  const main = await Main.start(folder, images(imageEvent))
  main.isFull = true
  const run = await main.finished(anImageDraft())
  expect(run.state).toMatchObject({ status: 'failed', failure: { code: 'disk-full', charge: 'unknown' } })
  await main.runs.acknowledge(run.id, run.revision)
  main.isFull = false
  await main.runs.readAgain()
  expect(main.runs.read(run.id)?.state).toMatchObject({ status: 'done', parts: [{ image: { width: 64 } }] })
  expect(main.calls).toBe(1)
})

test('a run is forgotten once the page has recorded it and nothing is left to upload', async ({ folder }) => {
  const main = await Main.start(folder, images(imageEvent))
  const run = await main.finished(anImageDraft())
  expect(await main.recordFiles()).toEqual([`${run.id}.json`])
  await main.runs.acknowledge(run.id, run.revision)
  expect(main.runs.list()).toEqual([])
  expect(await main.recordFiles()).toEqual([])
})

test('a run is not forgotten before the ledger has its entry, since only the record knows what it cost', async ({
  folder,
}) => {
  const main = await Main.start(folder, images(imageEvent))
  const run = await main.finished(anImageDraft())
  main.isEntered = false
  await main.runs.acknowledge(run.id, run.revision)
  expect(await main.recordFiles()).toEqual([`${run.id}.json`])
  main.isEntered = true
  await main.runs.acknowledge(run.id, run.revision)
  expect(await main.recordFiles()).toEqual([])
})

test('a run with a pending upload is not forgotten before the page has recorded the address', async ({ folder }) => {
  const main = await Main.start(folder, images(imageEvent), { state: 'uploading' })
  const run = await main.finished(anImageDraft())
  await main.runs.acknowledge(run.id, run.revision)
  expect(main.runs.list()).toHaveLength(1)
  const [image] = run.state.status === 'done' ? listImages(run.state.parts) : []
  await main.runs.uploadChanged(image!.attachmentId, { state: 'uploaded', url: 'https://blob.example/x.png' })
  expect(main.runs.list()).toHaveLength(1)
  await main.runs.acknowledge(run.id, main.runs.read(run.id)!.revision)
  expect(main.runs.list()).toEqual([])
})

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
    // Until its end it counts towards the caps.
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

test('an answer keeps text, reasoning and images in the order in which they came', async ({ folder }) => {
  const main = await Main.start(
    folder,
    images(
      { type: 'reasoning', text: 'A tower, ' },
      { type: 'reasoning', text: 'a lamp.' },
      { type: 'text', text: 'Here it is:' },
      imageEvent,
      { type: 'text', text: 'Shall I change it?' },
    ),
  )
  const { state } = await main.finished(anImageDraft())
  expect(state).toMatchObject({
    status: 'done',
    parts: [
      { type: 'reasoning', text: 'A tower, a lamp.' },
      { type: 'text', text: 'Here it is:' },
      { type: 'image', image: { width: 64 } },
      { type: 'text', text: 'Shall I change it?' },
    ],
  })
})

test('a cost that the service reports counts more than one computed from usage', async ({ folder }) => {
  const main = await Main.start(folder, images(imageEvent, { type: 'usage', usage }, { type: 'cost', amount: 9_000 }))
  const { state } = await main.finished(anImageDraft())
  expect(state).toMatchObject({ bill: { usage, cost: { amount: 9_000, source: 'reported' } } })
  expect(main.ledger.at(-1)).toMatchObject({ cost: 9_000, costSource: 'reported', charge: 'charged' })
})

test('text is sent in pieces that say where they belong, and is complete at the end', async ({ folder }) => {
  const main = await Main.start(folder, text('Hello ', 'world'))
  const run = await main.finished(aTextDraft())
  expect(run.state).toMatchObject({ status: 'done', parts: [{ type: 'text', text: 'Hello world' }] })
  const told = main.streamed.reduce((sofar, { offset, text: more }) => sofar.slice(0, offset) + more, '')
  expect(told).toBe('Hello world')
})

test('a text is priced by the user’s own prices, and has an unknown cost without any', async ({ folder }) => {
  const counted = createTokenUsage({ textIn: 10, textOut: 7 })!
  const main = await Main.start(folder, text('Hello', { type: 'usage', usage: counted }))
  const priced = aTextDraft()
  const unpriced = { ...aTextDraft(), request: { ...priced.request, model: 'openai:gpt-7-luna' } } as RunDraft
  expect((await main.finished(priced)).state).toMatchObject({
    bill: { usage: counted, cost: { amount: 83, source: 'computed' } },
  })
  expect((await main.finished(unpriced)).state).toMatchObject({ bill: { usage: counted } })
  const entered = new Map(main.ledger.map(({ model, charge, cost }) => [model, { charge, cost }]))
  expect(Object.fromEntries(entered)).toEqual({
    'openai:gpt-6.1-terra': { charge: 'charged', cost: 83 },
    'openai:gpt-7-luna': { charge: 'unknown', cost: undefined },
  })
})

test('the text so far stays when the connection breaks', async ({ folder }) => {
  const main = await Main.start(folder, brokenText('Half an ans'))
  const run = await main.finished(aTextDraft())
  expect(run.state).toMatchObject({
    status: 'failed',
    parts: [{ type: 'text', text: 'Half an ans' }],
    failure: { code: 'connection-lost' },
  })
})

const imageEvent: AnswerEvent = { type: 'image', index: 0, bytes: png }
const previewEvent: AnswerEvent = { type: 'preview', index: 0, bytes: preview }

/** Main without Electron: real files, a scripted provider. */
class Main {
  readonly snapshots: Run[] = []
  readonly streamed: { offset: number; text: string }[] = []
  readonly ledger: Spending[] = []
  calls = 0
  hasRoom = true
  isFull = false
  automaticRetries = 0
  isEntered = true
  onReserve: () => void = () => undefined
  onAccept: () => void = () => undefined
  problem: FailureCode | undefined
  readonly released: RunId[] = []
  readonly held: RunId[] = []
  readonly queued: RunId[] = []
  readonly disk = {
    hasRoom: async () => this.hasRoom,
    ensureReserve: async () => true,
    withReserve: <T>(write: () => Promise<T>) => write(),
  }
  readonly objects: ObjectStore
  readonly runs: RunService
  readonly #watchers = new Set<() => void>()

  private constructor(
    readonly folder: string,
    adapter: Adapter,
    upload: Upload,
    now: number,
  ) {
    this.objects = new ObjectStore({ directory: join(folder, 'objects') })
    const previews = new ObjectStore({ directory: join(folder, 'previews') })
    this.runs = new RunService({
      store: new RunStore(join(folder, 'runs')),
      spool: new Spool(join(folder, 'spool')),
      objects: {
        put: (bytes, options) =>
          this.isFull
            ? Promise.reject(Object.assign(new Error('no space'), { code: 'ENOSPC' }))
            : this.objects.put(bytes, options),
        read: (hash) => this.objects.read(hash),
      },
      previews: {
        put: (bytes, options) => previews.put(bytes, options),
        remove: (hash) => previews.remove(hash),
        read: async (hash) => {
          const found = await previews.find(hash)
          return found && readFile(found.path)
        },
      },
      findAdapter: async () => this.#counted(adapter),
      findProblem: () => this.problem,
      uploads: { initial: () => upload, enqueue: async (id) => void this.queued.push(id) },
      disk: this.disk,
      budget: {
        accept: () => this.onAccept(),
        reserve: () => this.onReserve(),
        hold: ({ id }) => void this.held.push(id),
        release: (id) => void this.released.push(id),
        record: async (entry) => void this.ledger.push(entry),
        isEntered: async () => this.isEntered,
      },
      automaticRetries: () => this.automaticRetries,
      ownPrices: () => ({ 'openai:gpt-6.1-terra': { textIn: 1.25, textOut: 10 } }),
      now: () => now,
      emit: (name, event) => {
        if (name === 'run.changed') this.snapshots.push(event as Run)
        else this.streamed.push(event as { offset: number; text: string })
        for (const check of this.#watchers) check()
      },
      report: () => undefined,
    })
  }

  static async start(
    folder: string,
    adapter: Adapter,
    upload: Upload = { state: 'local' },
    now = 1_000_000,
  ): Promise<Main> {
    const main = new Main(folder, adapter, upload, now)
    started.push(main.runs)
    await main.runs.settleAll()
    return main
  }

  async finished(draft: RunDraft): Promise<Run> {
    const { id } = await this.runs.start(draft)
    await this.until(id, ({ status }) => status !== 'queued' && status !== 'running')
    return this.runs.read(id)!
  }

  until(id: MessageId, reached: (state: RunState) => boolean): Promise<void> {
    return new Promise((resolve) => {
      const check = (): void => {
        const state = this.runs.read(id)?.state
        if (!state || !reached(state)) return
        this.#watchers.delete(check)
        resolve()
      }
      this.#watchers.add(check)
      check()
    })
  }

  recordFiles(): Promise<string[]> {
    return readdir(join(this.folder, 'runs'))
  }

  async storedBytes(run: Run): Promise<Buffer[]> {
    const images = run.state.status === 'done' ? listImages(run.state.parts) : []
    return Promise.all(images.map(async ({ hash }) => readFile((await this.objects.find(hash))!.path)))
  }

  #counted(adapter: Adapter): Adapter {
    return { ...adapter, answer: (request, attempt) => ((this.calls += 1), adapter.answer(request, attempt)) }
  }
}

function images(...events: AnswerEvent[]): Adapter {
  return {
    async *answer(_request, attempt) {
      await begin(attempt)
      yield* events
    },
    async *decode() {
      yield* events
    },
  }
}

function failing(...events: AnswerEvent[]): Adapter {
  return {
    async *answer(_request, attempt) {
      await begin(attempt)
      yield* events
      throw new FailureError({ code: 'connection-lost', charge: 'unknown', at: 0 })
    },
    // eslint-disable-next-line require-yield -- nothing was kept
    async *decode() {
      throw new Error('nothing was kept')
    },
  }
}

/** Refuses the first call with a time to wait, and answers the second. */
function busyOnce(retryAfterMs: number): Adapter {
  const adapter = images(imageEvent)
  let calls = 0
  return {
    ...adapter,
    answer: (request, attempt) => {
      calls += 1
      return calls > 1 ? adapter.answer(request, attempt) : refusing(retryAfterMs)
    },
  }
}

async function* imagesLater(): AsyncGenerator<AnswerEvent> {
  yield imageEvent
}

// eslint-disable-next-line require-yield -- it is refused before there is anything to yield
async function* refusing(retryAfterMs: number): AsyncGenerator<AnswerEvent> {
  throw new FailureError({ code: 'rate-limited', charge: 'none', at: 1_000_000, retryAfterMs })
}

function deafProvider(): Adapter {
  return {
    async *answer(_request, attempt) {
      await begin(attempt)
      yield previewEvent
      await new Promise<void>((resolve) => endings.push(resolve))
    },
    async *decode() {
      yield* []
    },
  }
}

function slowProvider(): { provider: Adapter; sent: Promise<void>; release: () => void } {
  let release!: () => void
  let hasSent!: () => void
  const sent = new Promise<void>((resolve) => (hasSent = resolve))
  const released = new Promise<void>((resolve) => (release = resolve))
  endings.push(release)
  const provider: Adapter = {
    async *answer(_request, attempt) {
      await begin(attempt)
      hasSent()
      await released
      yield imageEvent
    },
    async *decode() {
      yield* []
    },
  }
  return { provider, sent, release }
}

/** A service that keeps its jobs: the call ends only with the app, and `resume` brings the answer after a restart. */
function jobService(resume: NonNullable<Adapter['resume']>): Adapter {
  return {
    // eslint-disable-next-line require-yield -- the app ends before there is anything to yield
    async *answer(_request, attempt) {
      await attempt.willSend()
      attempt.hasAnswered({ status: 200 })
      await attempt.hasHandle({ id: 'job-1' })
      attempt.isQueuedBehind(2)
      await new Promise((_resolve, reject) => {
        attempt.signal.addEventListener('abort', () => reject(attempt.signal.reason as Error), { once: true })
      })
    },
    // eslint-disable-next-line require-yield -- nothing was kept
    async *decode() {
      throw new Error('nothing was kept')
    },
    resume,
  }
}

/** A service whose job goes on after Stop, until `end`: with an image, or with what it says then. */
function stoppableJob(): { readonly adapter: Adapter; readonly end: (failure?: FailureError) => void } {
  let end: (failure?: FailureError) => void = () => undefined
  const ended = new Promise<FailureError | undefined>((resolve) => (end = resolve))
  const adapter: Adapter = {
    ...jobService(() => imagesLater()),
    async *answer(_request, attempt) {
      await attempt.willSend()
      attempt.hasAnswered({ status: 200 })
      await attempt.hasHandle({ id: 'job-1' })
      attempt.isQueuedBehind(2)
      const failure = await ended
      if (failure) throw failure
      yield imageEvent
    },
  }
  return { adapter, end: (failure) => end(failure) }
}

function text(...parts: (string | AnswerEvent)[]): Adapter {
  return {
    async *answer() {
      yield* parts.map((part): AnswerEvent => (typeof part === 'string' ? { type: 'text', text: part } : part))
    },
    async *decode() {
      yield* []
    },
  }
}

function brokenText(part: string): Adapter {
  return {
    async *answer() {
      yield { type: 'text', text: part } as const
      throw new FailureError({ code: 'connection-lost', charge: 'unknown', at: 0 })
    },
    async *decode() {
      yield* []
    },
  }
}

async function begin(attempt: Attempt): Promise<void> {
  await attempt.willSend()
  attempt.hasAnswered({ status: 200 })
  await attempt.keep(Buffer.from('raw answer'))
}

function anImageDraft(
  options: Partial<typeof DEFAULT_IMAGE_OPTIONS> = {},
  inputs: readonly InputImage[] = [],
): RunDraft {
  return {
    id: createId<MessageId>(),
    place: place(),
    request: {
      kind: 'image',
      model: 'openai:gpt-imagegen',
      parts: createParts('a lighthouse', inputs),
      options: { ...DEFAULT_IMAGE_OPTIONS, ...options },
    },
  }
}

function aTextDraft(): RunDraft {
  return {
    id: createId<MessageId>(),
    place: place(),
    request: { kind: 'text', model: 'openai:gpt-6.1-terra', turns: [{ role: 'user', parts: createParts('Hi') }] },
  }
}

function place(): RunDraft['place'] {
  return {
    chatId: createId<ChatId>(),
    chatTitle: 'A lighthouse',
    question: { id: createId<MessageId>(), parentId: null, text: 'a lighthouse' },
  }
}

/** Writes a record as a killed app leaves it. */
async function leaveRecord(folder: string, phase: 'unsent' | 'sent' | 'answered', revision = 2): Promise<MessageId> {
  const draft = anImageDraft()
  const run: Run = { ...draft, revision, createdAt: 1, state: { status: 'running', startedAt: 2 } }
  await new RunStore(join(folder, 'runs')).save({ version: 2, run, phase, attempt: 1, acknowledged: 0 })
  return draft.id
}
