import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { FailureError } from '@shared/failure'
import { createParts } from '@shared/request'
import type { Run, RunDraft } from '@shared/run'
import { soundSvg } from '../../../e2e/stand-ins/images'
import { anInputImage } from '../../../tests/support/input-image'
import { test } from '../../../tests/support/main/test-folder'
import type { Adapter } from '../services/adapter'
import {
  imageEvent,
  Main,
  images,
  deafProvider,
  slowProvider,
  begin,
  anImageDraft,
  aTextDraft,
  png,
} from '../../../tests/support/main/run-world'

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

  test('and that no model takes goes as the PNG that was drawn of it', async ({ folder }) => {
    const read: Buffer[] = []
    const main = await Main.start(folder, reads(read))
    main.drawPng = async () => png
    const input = anInputImage({ ...(await main.objects.put(soundSvg())) })
    expect((await main.finished(anImageDraft({}, [input]))).state.status).toBe('done')
    expect(read).toEqual([png])
  })

  test.for([
    ['could not be drawn', () => Promise.reject(new Error('gone')), 'input-format-refused'],
    ['is too large as a PNG', () => Promise.resolve(Buffer.alloc(50_000_001)), 'input-too-large'],
  ] as const)('and %s costs nothing', async ([_how, drawPng, code], { folder }) => {
    const main = await Main.start(folder, reads([]))
    main.drawPng = drawPng
    const input = anInputImage({ ...(await main.objects.put(soundSvg())) })
    const run = await main.finished(anImageDraft({}, [input]))
    expect(run.state).toMatchObject({ status: 'failed', failure: { code, charge: 'none' } })
    expect(main.ledger).toMatchObject([{ charge: 'none' }])
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
