import { expect, test } from '../fixtures'
import type { OpenAiScript } from '../stand-ins/openai'
import { OPENAI_KEY } from '../stand-ins/openai'
import { pixelBombPng, soundPng, svgWithScript, truncatedPng } from '../stand-ins/images'

const prompt = 'a red balloon over a harbour'

interface Case {
  readonly name: string
  /** Whether `npm test` runs it too. */
  readonly isCore?: true
  readonly happens: (next: OpenAiScript) => void
  readonly charge: 'none' | 'charged' | 'unknown'
  /** What the card must say, in the user's words. */
  readonly says: RegExp
  readonly offers: readonly ('retry' | 'editPrompt' | 'openSettings')[]
}

const cases: readonly Case[] = [
  {
    name: 'a rejected key',
    isCore: true,
    happens: (next) =>
      next.fails({ status: 401, code: 'invalid_api_key', message: `Incorrect API key provided: ${OPENAI_KEY}.` }),
    charge: 'none',
    says: /key/i,
    offers: ['openSettings'],
  },
  {
    name: 'an organization that is not verified',
    happens: (next) =>
      next.fails({
        status: 403,
        message: 'Your organization must be verified to use the model `gpt-image-2.5-flare`.',
      }),
    charge: 'none',
    says: /verif/i,
    offers: ['openSettings'],
  },
  {
    name: 'too many requests',
    happens: (next) =>
      next.fails({
        status: 429,
        code: 'rate_limit_exceeded',
        type: 'requests',
        message: 'Rate limit reached for gpt-image.',
        headers: { 'retry-after': '7' },
      }),
    charge: 'none',
    says: /busy|rate|too many|wait/i,
    offers: ['retry'],
  },
  {
    name: 'no credit left',
    happens: (next) =>
      next.fails({
        status: 429,
        code: 'insufficient_quota',
        type: 'insufficient_quota',
        message: 'You exceeded your current quota, please check your plan and billing details.',
      }),
    charge: 'none',
    says: /quota|credit|billing|limit/i,
    offers: ['retry'],
  },
  {
    name: 'a billing limit',
    happens: (next) =>
      next.fails({ status: 400, code: 'billing_hard_limit_reached', message: 'Billing hard limit has been reached.' }),
    charge: 'none',
    says: /quota|credit|billing|limit/i,
    offers: ['retry'],
  },
  {
    name: 'a prompt refused by moderation',
    isCore: true,
    happens: (next) =>
      next.fails({
        status: 400,
        code: 'moderation_blocked',
        type: 'image_generation_user_error',
        message: 'Your request was rejected by the safety system.',
        more: { moderation_details: { moderation_stage: 'input', categories: ['violence'] } },
      }),
    charge: 'none',
    says: /refused|rejected|safety/i,
    offers: ['editPrompt'],
  },
  {
    name: 'a request that OpenAI does not take',
    happens: (next) => next.fails({ status: 400, code: 'invalid_value', message: "Invalid value: 'size'." }),
    charge: 'none',
    says: /refused|rejected|invalid/i,
    offers: ['editPrompt'],
  },
  {
    name: 'a model that is gone',
    happens: (next) => next.fails({ status: 404, code: 'model_not_found', message: 'The model does not exist.' }),
    charge: 'none',
    says: /model/i,
    offers: [],
  },
  {
    name: 'a server error',
    happens: (next) => next.fails({ status: 500, type: 'server_error', message: 'The server had an error.' }),
    charge: 'unknown',
    says: /OpenAI/,
    offers: ['retry'],
  },
  {
    name: 'an overloaded server',
    happens: (next) =>
      next.fails({
        status: 503,
        code: 'server_is_overloaded',
        type: 'service_unavailable_error',
        message: 'Overloaded.',
      }),
    charge: 'unknown',
    says: /OpenAI/,
    offers: ['retry'],
  },
  {
    name: "a gateway's error page",
    happens: (next) => next.answersHtml({ status: 502 }),
    charge: 'unknown',
    says: /OpenAI|gateway|proxy/i,
    offers: ['retry'],
  },
  {
    name: 'a web page instead of an answer',
    happens: (next) => next.answersHtml(),
    charge: 'unknown',
    says: /proxy|gateway|not .*API|web page/i,
    offers: ['retry'],
  },
  {
    name: 'an empty answer',
    happens: (next) => next.answersEmpty(),
    charge: 'unknown',
    says: /empty|nothing|no image/i,
    offers: ['retry'],
  },
  {
    name: 'an answer that is no image',
    happens: (next) => next.answersNotAnImage(),
    charge: 'charged',
    says: /damaged|not an image|unreadable|broken/i,
    offers: ['retry'],
  },
  {
    name: 'active content instead of an image',
    happens: (next) => next.answersNotAnImage(svgWithScript()),
    charge: 'charged',
    says: /damaged|not an image|unreadable|broken/i,
    offers: ['retry'],
  },
  {
    name: 'half an image',
    happens: (next) => next.answersNotAnImage(truncatedPng()),
    charge: 'charged',
    says: /damaged|not an image|unreadable|broken/i,
    offers: ['retry'],
  },
  {
    name: 'a pixel bomb',
    happens: (next) => next.answersNotAnImage(pixelBombPng()),
    charge: 'charged',
    says: /damaged|not an image|unreadable|broken|large/i,
    offers: ['retry'],
  },
  {
    name: 'an image that is not even base64',
    happens: (next) => next.image({ rawBase64: '%%% no base64 %%%', previews: [] }),
    charge: 'charged',
    says: /damaged|not an image|unreadable|broken/i,
    offers: ['retry'],
  },
  {
    name: 'an answer cut off in the middle',
    happens: (next) => next.cutsBody({ afterBytes: 12_000 }),
    charge: 'unknown',
    says: /connection|cut|broke|lost/i,
    offers: ['retry'],
  },
  {
    name: 'a connection reset without an answer',
    isCore: true,
    happens: (next) => next.resetsConnection(),
    charge: 'unknown',
    says: /connection|broke|lost/i,
    offers: ['retry'],
  },
]

for (const { name, isCore, happens, charge, says, offers } of cases) {
  const tag = isCore ? '@core' : []
  test(
    `${name} is told in plain words, with what it means for the money and what to do`,
    { tag },
    async ({ app, openai }) => {
      happens(openai.next)

      const answer = await app.chat.ask(prompt)

      await answer.failsWithCharge(charge)
      await expect(answer.alert).toContainText(says)
      for (const button of offers) await expect(answer[button]).toBeVisible()
      await expect(answer.root).not.toContainText(/<[a-z!/]|[{}]|"error"|undefined|\[object/i)
      await expect(answer.root).not.toContainText(OPENAI_KEY)
      await expect(answer.stop).toHaveCount(0)
      expect(openai.paidRequests).toHaveLength(1)
      expect(await app.profile.log()).not.toContain(OPENAI_KEY)
    },
  )
}

test(
  'a server that cannot be reached costs nothing and can be tried again',
  { tag: '@core' },
  async ({ app, openai }) => {
    await openai.stop()

    const answer = await app.chat.ask(prompt)

    await answer.failsWithCharge('none')
    await expect(answer.retry).toBeVisible()
  },
)

test('the last preview stays visible when the answer breaks off', { tag: '@core' }, async ({ app, openai }) => {
  const stalled = openai.next.stallsAfterPreview(2)
  const answer = await app.chat.ask(prompt)
  await stalled.stalled
  await expect(answer.preview).toBeVisible()

  stalled.breakOff()

  await answer.failsWithCharge('unknown')
  await expect(answer.lastPreview).toBeVisible()
})

test(
  'an answer that ends with a preview has failed, keeps it as a preview, and may have been billed',
  { tag: '@core' },
  async ({ app, openai }) => {
    const preview = soundPng({ width: 64, height: 64 }).toString('base64')
    const event = { type: 'image_generation.partial_image', partial_image_index: 0, b64_json: preview }
    openai.next.streams(`data: ${JSON.stringify(event)}\n\ndata: [DONE]\n\n`)
    const answer = await app.chat.ask(prompt)
    await answer.failsWithCharge('unknown')
    await expect(answer.alert).toContainText('OpenAI didn’t finish the image')
    await expect(answer.lastPreview).toBeVisible()
    await expect(answer.image(prompt)).toBeHidden()
    await expect(answer.retry).toBeVisible()
    expect(openai.paidRequests).toHaveLength(1)

    await app.restart()
    await expect(app.chat.lastAnswer.alert).toContainText('OpenAI didn’t finish the image')
    expect(openai.paidRequests).toHaveLength(1)
  },
)

test('Edit prompt brings the refused prompt back into the message box', { tag: '@core' }, async ({ app, openai }) => {
  openai.next.fails({ status: 400, code: 'moderation_blocked', message: 'Rejected by the safety system.' })
  const answer = await app.chat.ask(prompt)

  await answer.editPrompt.click()

  await expect(app.chat.composer.message).toHaveValue(prompt)
  await expect(app.chat.composer.message).toBeFocused()
})

test('Open settings leads to the key', async ({ app, openai }) => {
  openai.next.fails({ status: 401, code: 'invalid_api_key', message: 'Incorrect API key provided.' })
  const answer = await app.chat.ask(prompt)

  await answer.openSettings.click()

  await expect(app.settings.openAiKey).toBeVisible()
})
