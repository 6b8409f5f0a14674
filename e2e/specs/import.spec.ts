import type { Page } from '@playwright/test'
import type { Bridge } from '@shared/contract'
import { createId, type ChatId, type MessageId } from '@shared/ids'
import { DEFAULT_IMAGE_OPTIONS } from '@shared/image-options'
import { createParts, type ImageFile, type InputImage } from '@shared/request'
import type { RunDraft } from '@shared/run'
import { expect, test } from '../fixtures'
import { noisyPng, svgWithScript } from '../stand-ins/images'

const image = noisyPng({ width: 96, height: 64, seed: 12 })

test('an image file that the page hands over is stored, shown and sent along, byte for byte', async ({
  app,
  openai,
  profile,
}) => {
  const { status, body } = await importFile(app.window, image)
  expect(status).toBe(200)
  expect(body).toMatchObject({ format: 'png', width: 96, height: 64, bytes: image.length })
  expect(await importFile(app.window, image)).toEqual({ status, body })
  expect(await profile.holds(image)).toBe(true)
  const file = body as unknown as ImageFile
  expect(await measureImage(app.window, file.hash)).toEqual({ width: 96, height: 64 })

  const input: InputImage = { ...file, attachmentId: `${createId<MessageId>()}:0` as never, role: 'reference' }
  await app.window.evaluate(async (draft) => {
    const { request } = Reflect.get(globalThis, 'easel') as Bridge
    const reply = await request('runs.start', draft)
    if (!reply.ok) throw new Error(reply.failure.code)
  }, anEdit(input))
  await expect.poll(() => openai.paidRequests.map(({ path }) => path)).toEqual(['/v1/images/edits'])
  expect(openai.paidRequests[0]?.form?.files).toEqual([
    { field: 'image', name: 'image-1.png', type: 'image/png', bytes: image },
  ])
})

test('a large file is taken whole, one that breaks off not at all', async ({ app, profile }) => {
  app.problems.expect(/Failed to load resource/)
  const large = noisyPng({ width: 2400, height: 1800, seed: 3 })
  expect(large.length).toBeGreaterThan(10_000_000)
  expect(await importFile(app.window, large)).toMatchObject({ status: 200, body: { bytes: large.length } })
  expect(await profile.holds(large)).toBe(true)
  app.problems.expect(/status of 422/)
  expect(await importFile(app.window, large.subarray(0, -10_000))).toEqual({
    status: 422,
    body: { problem: 'truncated' },
  })
})

test('nothing but an image, and nothing without the key of the page, is taken in', async ({ app, profile }) => {
  app.problems.expect(/status of (?:403|404|422)|Content Security Policy/)
  expect(await importFile(app.window, svgWithScript())).toEqual({ status: 422, body: { problem: 'unsafe' } })
  expect(await importFile(app.window, image, '0'.repeat(64))).toEqual({ status: 403, body: { problem: 'forbidden' } })
  expect(await profile.objects()).toEqual([])
  // The policy allows only this address.
  const others = await app.window.evaluate(async () => {
    const ask = (url: string) => fetch(url, { method: 'POST', body: 'x' }).then(String, () => 'refused')
    return Promise.all(
      ['easel-image://import/more', `easel-image://${'a'.repeat(64)}`, 'easel-image://imports'].map(ask),
    )
  })
  expect(others.slice(1)).toEqual(['refused', 'refused'])
})

async function importFile(
  window: Page,
  bytes: Buffer,
  key?: string,
): Promise<{ readonly status: number; readonly body: Readonly<Record<string, unknown>> }> {
  return window.evaluate(
    async ({ base64, given }) => {
      const { request } = Reflect.get(globalThis, 'easel') as Bridge
      const reply = await request('images.importKey', undefined)
      if (!reply.ok) throw new Error(reply.failure.code)
      const body = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
      const answer = await fetch('easel-image://import', {
        method: 'POST',
        headers: { 'x-easel-import-key': given ?? reply.value },
        body: new Blob([body]),
      })
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
    },
    { base64: bytes.toString('base64'), given: key },
  )
}

function measureImage(window: Page, hash: string): Promise<{ readonly width: number; readonly height: number }> {
  return window.evaluate(async (name) => {
    const element = new Image()
    element.src = `easel-image://${name}`
    await element.decode()
    return { width: element.naturalWidth, height: element.naturalHeight }
  }, hash)
}

function anEdit(input: InputImage): RunDraft {
  const text = 'make the sky pink'
  return {
    id: createId<MessageId>(),
    place: {
      chatId: createId<ChatId>(),
      chatTitle: text,
      question: { id: createId<MessageId>(), parentId: null, text, inputs: [input] },
    },
    request: {
      kind: 'image',
      model: 'openai:gpt-imagegen',
      parts: createParts(text, [input]),
      options: DEFAULT_IMAGE_OPTIONS,
    },
  }
}
