/**
 * A. kill -9 of main during an answer from a service that reports costs: everything that arrived completely is stored,
 * with its cost, paid once.
 */
import { expect } from 'vitest'
import { OPENAI_KEY } from '../../e2e/stand-ins/openai'
import { images, imagesEvents, OpenRouterStandIn } from '../../e2e/stand-ins/openrouter'
import { noisyPng } from '../../e2e/stand-ins/images'
import { DEFAULT_IMAGE_OPTIONS } from '@shared/image-options'
import type { RunDraft } from '@shared/run'
import { test as base } from './fixtures'
import { aDraft, killsAfter, killsBefore } from './world'

const test = base.extend<{ openrouter: OpenRouterStandIn }>({
  // oxlint-disable-next-line no-empty-pattern -- vitest reads from the pattern what a fixture needs
  openrouter: async ({}, use) => {
    const openrouter = await OpenRouterStandIn.start()
    // The world has only one key.
    openrouter.key = OPENAI_KEY
    await use(openrouter)
    await openrouter.stop()
  },
})

const image = noisyPng({ width: 64, height: 64, seed: 9 })

/** For a model that streams, of which only the name is known here. */
function asking(): RunDraft {
  const draft = aDraft()
  const model = 'openrouter:image/openai/gpt-image-2.5-flare'
  if (draft.request.kind !== 'image') throw new Error('it asks for images')
  const options = { ...DEFAULT_IMAGE_OPTIONS, size: 'auto', quality: 'auto', previews: 0 } as const
  return { ...draft, request: { ...draft.request, model, options } }
}

test('A06 killed when the image was here and the end was not: image and sum at the next start', async ({
  world,
  openrouter,
}) => {
  const held = openrouter.willAnswer(async (exchange, answer) => {
    const events = imagesEvents(exchange.request, { images: [image], cost: 0.0132205 })
    exchange.response.writeHead(200, { 'content-type': 'text/event-stream' })
    await exchange.write(events.slice(0, -'\n\ndata: [DONE]\n\n'.length))
    await answer.stall(exchange)
  })
  await world.launch({ baseUrl: openrouter.baseUrl })
  const draft = asking()
  await world.start(draft)
  await held.stalled
  await expect.poll(async () => Buffer.concat(await world.spooled()).includes('"cost"')).toBe(true)
  await world.kill()

  await world.launch({ baseUrl: openrouter.baseUrl })
  expect(await world.becomes(draft.id, 'done')).toMatchObject({
    parts: [{ image: { width: 64 } }],
    bill: { cost: { amount: 13_221, source: 'reported' } },
  })
  expect(openrouter.paidRequests).toHaveLength(1)
})

test.for([
  ['in the middle of the answer', killsAfter('write', 'spool/', 1)],
  ['before it is marked as sent', killsBefore('rename', 'runs/', 3)],
  ['before the end is written', killsBefore('rename', 'runs/', 5)],
  ['before the image is stored', killsBefore('rename', 'objects/', 1)],
] as const)('A08 killed %s: never paid twice, nor called free', async ([, failpoint], { world, openrouter }) => {
  openrouter.willAnswer(images({ images: [image], cost: 0.0132205 }))
  await world.launch({ baseUrl: openrouter.baseUrl, failpoints: [failpoint] })
  const draft = asking()
  void world.start(draft).catch(() => undefined)
  await world.died()
  await world.launch({ baseUrl: openrouter.baseUrl })
  await world.rest()
  const { state } = world.row(draft.id)
  const isPaid = openrouter.paidRequests.length > 0
  const whole = { status: 'done', parts: [{ type: 'image' }], bill: { cost: { amount: 13_221, source: 'reported' } } }
  const lost = { status: 'failed', failure: { charge: isPaid ? 'unknown' : 'none' } }
  expect(state).toMatchObject(state.status === 'done' ? whole : lost)
  expect(openrouter.paidRequests.length).toBeLessThanOrEqual(1)
})
