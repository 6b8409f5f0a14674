import { expect, test } from 'vitest'
import { createAnswer } from '../apply-run'
import { aTextRun, doneState, doneText } from '../../../../../../tests/support/page/chat-page'
import { readAnswerCopy } from './copy-answer'

test('a copy of an answer ends with the pages that it names, as Markdown that keeps their titles and addresses whole', () => {
  const text = { type: 'text', text: 'A harbor opened.' } as const
  const sources = [{ url: 'https://example.org/a_(b)', title: 'The [new] harbor' }, { url: 'https://www.example.com/' }]
  const run = aTextRun({ ...doneState(), parts: [text, { type: 'sources', sources, queries: ['harbor'] }] }, 3)
  expect(readAnswerCopy(createAnswer(run), 'Sources')).toBe(
    'A harbor opened.\n\nSources\n\n1. [The \\[new\\] harbor](<https://example.org/a_(b)>)\n2. [example.com](<https://www.example.com/>)',
  )
  expect(readAnswerCopy(createAnswer(aTextRun(doneText('Words'), 3)), 'Sources')).toBe('Words')
})
