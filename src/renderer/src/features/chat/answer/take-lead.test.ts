import { expect, test } from 'vitest'
import { takeLead } from './take-lead'

test.each([
  ['You exceeded your current quota.', 'You exceeded your current quota.'],
  [
    'You exceeded your current quota, please check your plan. For more information read https://example.com/a.b.',
    'You exceeded your current quota, please check your plan.',
  ],
  ['No. The model `gpt-image-2.5` does not exist. Ask again.', 'No. The model `gpt-image-2.5` does not exist.'],
  ['model not loaded', 'model not loaded'],
  ['The address https://example.com/v1.html was not found', 'The address https://example.com/v1.html was not found'],
])('of "%s" the card says the first sentence', (text, lead) => {
  expect(takeLead(text)).toBe(lead)
})
