/** Every API refusal that Easel knows, played by the stand-in: its card, the first remedy that it offers, an image. */
import { mkdir } from 'node:fs/promises'
import { expect, test } from '../fixtures'
import type { Failing } from '../stand-ins/openai'

interface Card {
  readonly name: string
  readonly refusal: Failing
  readonly says: RegExp
  readonly charge: 'none' | 'unknown'
  /** The buttons of the card in order, without Details. */
  readonly offers: readonly string[]
}

const cards: readonly Card[] = [
  {
    name: 'key-rejected',
    refusal: { status: 401, code: 'invalid_api_key', message: 'Incorrect API key provided.' },
    says: /rejected the API key/,
    charge: 'none',
    offers: ['Open settings', 'Retry'],
  },
  {
    name: 'organisation-unverified',
    refusal: { status: 403, message: 'Your organization must be verified to use the model `gpt-image-2`.' },
    says: /Verify your OpenAI organization/,
    charge: 'none',
    offers: ['Verify organization', 'Retry', 'Open settings'],
  },
  {
    name: 'country-unsupported',
    refusal: {
      status: 403,
      code: 'unsupported_country_region_territory',
      message: 'Country, region, or territory not supported',
    },
    says: /isn’t available in this country/,
    charge: 'none',
    offers: ['Supported countries', 'Retry', 'Open settings'],
  },
  {
    name: 'access-denied',
    refusal: { status: 403, message: 'Project `proj_1` does not have access to model `gpt-image-2`.' },
    says: /has no access to this model/,
    charge: 'none',
    offers: ['Open settings', 'Try with GPT Image 2.5 Flare', 'Retry'],
  },
  {
    name: 'model-gone',
    refusal: { status: 404, code: 'model_not_found', message: 'The model `gpt-image-2` does not exist.' },
    says: /isn’t available/,
    charge: 'none',
    offers: ['Use GPT Image 2.5 Flare', 'Edit prompt', 'Retry'],
  },
  {
    name: 'quota',
    refusal: { status: 429, code: 'insufficient_quota', message: 'You exceeded your current quota.' },
    says: /is out of credit or over its limit/,
    charge: 'none',
    offers: ['Open billing', 'Retry'],
  },
  {
    name: 'hard-limit',
    refusal: { status: 400, code: 'billing_hard_limit_reached', message: 'Billing hard limit has been reached.' },
    says: /is out of credit or over its limit/,
    charge: 'none',
    offers: ['Open billing', 'Retry'],
  },
  {
    name: 'credit',
    refusal: { status: 429, code: 'credit_balance_exhausted', type: 'insufficient_quota', message: 'No credit.' },
    says: /account is out of credit/,
    charge: 'none',
    offers: ['Open billing', 'Retry'],
  },
  {
    name: 'organisation-limit',
    refusal: { status: 429, code: 'organization_spend_limit_exceeded', type: 'insufficient_quota' },
    says: /organization reached its spending limit/,
    charge: 'none',
    offers: ['Open spending limits', 'Retry'],
  },
  {
    name: 'project-limit',
    refusal: { status: 429, code: 'project_spend_limit_exceeded', type: 'insufficient_quota' },
    says: /project reached its spending limit/,
    charge: 'none',
    offers: ['Open spending limits', 'Retry'],
  },
  {
    name: 'rate-limited',
    refusal: {
      status: 429,
      code: 'rate_limit_exceeded',
      message: 'Rate limit reached for gpt-image-2 in organization org-1.',
      // Longer than Easel waits automatically.
      headers: { 'x-ratelimit-reset-requests': '12m0s', 'x-ratelimit-remaining-requests': '0' },
    },
    says: /rate limit reached.*in 1[12]\sm/s,
    charge: 'none',
    offers: ['Retry', 'Try with GPT Image 2.5 Flare'],
  },
  {
    name: 'prompt-refused',
    refusal: {
      status: 400,
      code: 'moderation_blocked',
      message: 'Your request was rejected by the safety system.',
      more: { moderation_details: { moderation_stage: 'input', categories: ['violence/graphic', 'self_harm'] } },
    },
    says: /blocked before anything was generated.*graphic violence, self-harm/s,
    charge: 'none',
    offers: ['Edit prompt'],
  },
  {
    name: 'image-held-back',
    refusal: {
      status: 400,
      code: 'moderation_blocked',
      message: 'The generated image was rejected.',
      more: { moderation_details: { moderation_stage: 'output', categories: ['public_figure'] } },
    },
    says: /generated, then blocked.*public figure/s,
    charge: 'unknown',
    offers: ['Edit prompt', 'Retry'],
  },
  {
    name: 'size-refused',
    refusal: { status: 400, code: 'invalid_value', param: 'size', message: "Invalid value: '2048x2048'." },
    says: /doesn’t accept one of the options/,
    charge: 'none',
    offers: ['Try at 1024x1024', 'Edit prompt', 'Retry'],
  },
  {
    name: 'background-refused',
    refusal: { status: 400, code: 'invalid_value', param: 'background', message: 'Not supported by this model.' },
    says: /doesn’t accept one of the options/,
    charge: 'none',
    offers: ['Edit prompt', 'Retry'],
  },
  {
    name: 'quality-refused',
    refusal: { status: 400, code: 'invalid_value', param: 'quality', message: "Invalid value: 'high'." },
    says: /doesn’t accept one of the options/,
    charge: 'none',
    offers: ['Try with quality medium', 'Edit prompt', 'Retry'],
  },
  {
    name: 'too-large',
    refusal: { status: 400, message: 'This request is too expensive to compute.' },
    says: /rejected the request/,
    charge: 'none',
    offers: ['Edit prompt', 'Retry', 'Try at 1024x1024'],
  },
  {
    name: 'overloaded',
    refusal: { status: 503, code: 'server_is_overloaded', type: 'service_unavailable_error', message: 'Overloaded.' },
    says: /is overloaded/,
    charge: 'unknown',
    offers: ['Retry', 'Try with GPT Image 2.5 Flare'],
  },
  {
    name: 'slow-down',
    refusal: {
      status: 503,
      code: 'slow_down',
      type: 'service_unavailable_error',
      message: 'Slow down.',
      headers: { 'retry-after': '90' },
    },
    says: /is overloaded.*in 1\sm/s,
    charge: 'unknown',
    offers: ['Retry', 'Try with GPT Image 2.5 Flare'],
  },
  {
    name: 'timed-out',
    refusal: { status: 408, message: 'Request timed out.' },
    says: /took too long/,
    charge: 'unknown',
    offers: ['Try at 1024x1024', 'Retry'],
  },
  {
    name: 'server-error',
    refusal: { status: 500, type: 'server_error', message: 'The server had an error.' },
    says: /had a server error/,
    charge: 'unknown',
    offers: ['Retry'],
  },
]

const folder = process.env['EASEL_SCREENSHOTS']

test('each refusal has its card, which leads first to what helps', async ({ app, openai }, testInfo) => {
  const { chat } = app
  await chat.composer.chooseModel('GPT Image 2')
  await chat.composer.chooseOption('Size', '2048x2048')
  await chat.composer.chooseOption('Quality', 'high')
  if (folder) await mkdir(folder, { recursive: true })
  for (const { name, refusal, says, charge, offers } of cards) {
    await test.step(name, async () => {
      openai.next.fails(refusal)
      const answer = await chat.ask(`a harbour at night, for ${name}`)
      await answer.failsWithCharge(charge)
      await expect(answer.alert).toContainText(says)
      await expect(answer.alert.getByRole('button')).toHaveText([...offers, 'Details'])
      await answer.alert.scrollIntoViewIfNeeded()
      await answer.root.screenshot({ path: folder ? `${folder}/card-${name}.png` : testInfo.outputPath(`${name}.png`) })
    })
  }
  expect(openai.paidRequests).toHaveLength(cards.length)
})

test('one click asks for something smaller, and the failed version stays', async ({ app, openai }) => {
  const { chat } = app
  await chat.composer.chooseOption('Size', '2048x2048')
  openai.next.fails({ status: 408, message: 'Request timed out.' })
  const failed = await chat.ask('a harbour at night')
  await failed.becomes('failed')
  await failed.alert.getByRole('button', { name: 'Try at 1024x1024' }).click()

  const smaller = chat.lastAnswer
  await smaller.becomes('done')
  await expect(smaller.root.getByText('2/2')).toBeVisible()
  expect(openai.paidRequests.map(({ json }) => (json as { size: string }).size)).toEqual(['2048x2048', '1024x1024'])
  await smaller.previousVersion.click()
  await expect(chat.lastAnswer.alert).toContainText('took too long')
})

test('one click asks another model with the same options', async ({ app, openai }) => {
  const { chat } = app
  await chat.composer.chooseOption('Quality', 'max')
  openai.next.fails({ status: 404, code: 'model_not_found', message: 'The model does not exist.' })
  const failed = await chat.ask('a harbour at night')
  await failed.becomes('failed')
  await failed.alert.getByRole('button', { name: 'Use GPT Image 2.6 Flare' }).click()

  await chat.lastAnswer.becomes('done')
  expect(openai.paidRequests.at(-1)!.json).toMatchObject({ model: 'gpt-image-2.6-flare', quality: 'max' })
  await expect(chat.lastAnswer.root).toContainText('GPT Image 2.6 Flare')
})
