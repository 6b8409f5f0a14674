import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import '@/i18n'
import '@/i18n/later'
import type { Bill } from '@shared/answer'
import { createTokenUsage } from '@shared/usage'
import { createAnswer } from '../apply-run'
import type { AssistantMessage } from '../model'
import { anImageRun, aStoredImage, doneState } from '../../../../../../tests/support/page/chat-page'
import { CostDetails } from './CostDetails'

/** The cells of each row, and the notes below the table. */
function read(message: AssistantMessage): { readonly rows: readonly string[]; readonly notes: readonly string[] } {
  const html = renderToStaticMarkup(<CostDetails message={message} />)
  const contents = (tag: string): string[] =>
    [...html.matchAll(new RegExp(`<${tag}[ >].*?</${tag}>`, 'g'))].map(([element]) =>
      element.replaceAll(/<\/(?:td|th)>/g, ' | ').replaceAll(/<[^>]*>/g, ''),
    )
  return { rows: contents('tr').slice(1), notes: contents('p') }
}

function billed(bill: Bill, changes: Partial<AssistantMessage> = {}): AssistantMessage {
  const message = createAnswer(anImageRun({ ...doneState(aStoredImage()), bill }, 3))
  return { ...message, model: 'openai:gpt-image-2.5-flare', ...changes } as AssistantMessage
}

const usage = createTokenUsage({ textIn: 5, imageOut: 439, previews: 200 })!

test('each line of the usage has its price, previews too, and the sum is the whole', () => {
  expect(read(billed({ usage, cost: { amount: 19_195, source: 'computed' } }))).toEqual({
    rows: [
      'Input text | 5 tokens | &lt;$0.001 | ',
      'Output images | 439 tokens | $0.013 | ',
      'Previews | 200 tokens | $0.006 | ',
      'Total | $0.019 | ',
    ],
    notes: ['Computed from usage.'],
  })
})

test('a sum that the provider named stands for itself, with what was counted but without parts of our own', () => {
  const cost = { amount: 20_000, source: 'reported' } as const
  const { rows, notes } = read(billed({ usage, cost }))
  expect(rows).toEqual([
    'Input text | 5 tokens |  | ',
    'Output images | 439 tokens |  | ',
    'Previews | 200 tokens |  | ',
    'Total | $0.020 | ',
  ])
  expect(notes).toEqual(['Reported by the provider.'])
  expect(read(billed({ cost }))).toEqual({ rows: ['Total | $0.020 | '], notes })
})

test('other units than tokens are said, and a sum of several counts says that it is one', () => {
  const lines = [{ what: 'imageOut', unit: 'megapixel', quantity: 2, counts: 2 }] as const
  const { rows, notes } = read(billed({ usage: lines }))
  expect(rows).toEqual(['Output images | 2 megapixels |  | ', 'Total | Cost unknown | '])
  expect(notes).toEqual([expect.stringContaining('2 counts')])
})

test('an answer that was not billed has no section', () => {
  expect(renderToStaticMarkup(<CostDetails message={billed({})} />)).toBe('')
  expect(renderToStaticMarkup(<CostDetails message={billed({ cost: { amount: 0, source: 'computed' } })} />)).toBe('')
})

test('a sum that the provider reported afterwards says what it was estimated at', () => {
  const cost = { amount: 8_100, source: 'reported', formerEstimate: 9_000 } as const
  const message = billed({ cost }, { model: 'fal:blackforestlabs/flux-3-klein/text-to-image' })
  expect(read(message).notes).toEqual(['Reported by fal, was estimated at $0.009.'])
})
