import { findModel } from '@shared/catalogue'
import { expect, test } from 'vitest'
import type { ChatId, RunId } from '@shared/ids'
import type { Spending } from '@shared/spending'
import { createTokenUsage } from '@shared/usage'
import { filterByProject, usageCsv } from './usage-csv'

const ENTRY: Spending = {
  runId: 'run' as RunId,
  chatId: 'chat' as ChatId,
  at: Date.parse('2026-11-22T10:00:00.250Z'),
  model: 'openai:gpt-image-2',
  kind: 'image',
  outcome: 'done',
  images: 2,
  charge: 'charged',
  cost: 53_001,
  usage: createTokenUsage({ textIn: 12, imageIn: 3, imageOut: 1556, previews: 200, textOut: 3, reasoning: 1 })!,
}

test('each answer is one line: ISO time, dollars with six decimals, tokens, and empty cells for unknown values', () => {
  const { cost: _, usage: __, images: ___, ...unknown } = ENTRY
  expect(usageCsv([ENTRY, { ...unknown, charge: 'unknown', atMost: 12_345_678 }])).toBe(
    [
      'time,kind,model,model_name,outcome,images,charge,cost_usd,at_most_usd,text_in_tokens,image_in_tokens,' +
        'image_out_tokens,text_out_tokens,answer_id,chat_id,cost_source,cost_estimate_usd,purpose,project_id',
      '2026-11-22T10:00:00.250Z,image,openai:gpt-image-2,GPT Image 2,done,2,charged,0.053001,,12,3,1756,4,run,chat,computed,,answer,',
      '2026-11-22T10:00:00.250Z,image,openai:gpt-image-2,GPT Image 2,done,,unknown,,12.345678,,,,,run,chat,,,answer,',
      '',
    ].join('\r\n'),
  )
})

test('what was made without a message says what for', () => {
  const { chatId: _, ...entry } = ENTRY
  expect(usageCsv([{ ...entry, kind: 'text', purpose: 'improve-prompt' }])).toContain(
    ',run,,computed,,improve-prompt,\r\n',
  )
})

test('a text with commas, quotes or line breaks stays one cell', () => {
  const model = 'compatible:a "quoted", two-line\nname' as Spending['model']
  expect(usageCsv([{ ...ENTRY, model }])).toContain(',"compatible:a ""quoted"", two-line\nname",')
})

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx'])('%j is never taken for a formula', (model) => {
  const [, line] = usageCsv([{ ...ENTRY, model: model as Spending['model'] }]).split('\r\n')
  expect(line).toMatch(/,image,"?'/)
})

test('a cost that was reported afterwards is there with what it was estimated at', () => {
  const entry = { ...ENTRY, cost: 8_100, costSource: 'reported', costEstimate: 9_000 } as const
  expect(usageCsv([entry])).toContain(',0.008100,')
  expect(usageCsv([entry])).toMatch(/,reported,0\.009000,answer,\r\n$/)
})

test('only what was spent in the projects that are wanted is exported, with the project of each', () => {
  const harbor = { ...ENTRY, projectId: 'harbor' as ChatId }
  const period = { from: 0, to: 1 }
  expect(filterByProject([ENTRY, harbor], period)).toEqual([ENTRY, harbor])
  expect(filterByProject([ENTRY, harbor], { ...period, projects: [null] })).toEqual([ENTRY])
  const inHarbor = filterByProject([ENTRY, harbor], { ...period, projects: ['harbor' as ChatId] })
  expect(usageCsv(inHarbor)).toMatch(/,answer,harbor\r\n$/)
})

test('a model that a service lists has the name that the list says, as on the usage page', () => {
  const model = 'openrouter:image/openai/gpt-image-2.5-flare' as Spending['model']
  const listed = { ...findModel(model)!, name: 'OpenAI: GPT Image 2.5 Flare' }
  expect(usageCsv([{ ...ENTRY, model }], (id) => (id === model ? listed : undefined))).toContain(
    ',openrouter:image/openai/gpt-image-2.5-flare,OpenAI: GPT Image 2.5 Flare,',
  )
})
