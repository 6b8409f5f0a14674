import { expect, test } from 'vitest'
import type { TextModel } from '@shared/catalogue'
import type { ChatId, MessageId } from '@shared/ids'
import { readPrompt } from '@shared/request'
import { createTokenUsage } from '@shared/usage'
import type { DoneAnswer, Message, UserMessage } from '../model'
import { anInput } from '../../../../../../tests/support/page/chat-page'
import { findRoom, planContext, type ContextPlan } from './plan-context'

const MODEL: TextModel = {
  id: 'openai:small',
  service: 'openai',
  connection: 'openai',
  kind: 'text',
  name: 'Small',
  wireName: 'small',
  maxPromptLength: 400_000,
  sees: true,
  contextTokens: 1_000,
  outputTokens: 100,
}

/** A text with this many tokens, by our own count. */
const words = (tokens: number): string => 'word '.repeat(tokens)

const aQuestion = (id: string, text: string, changes: Partial<UserMessage> = {}): UserMessage => ({
  role: 'user',
  id: id as MessageId,
  chatId: 'chat' as ChatId,
  parentId: null,
  createdAt: 1,
  text,
  inputs: [],
  ...changes,
})

const anAnswer = (id: string, text: string, counted?: number): DoneAnswer => {
  const usage = counted === undefined ? undefined : createTokenUsage({ textIn: counted, textOut: 10 })
  return {
    role: 'assistant',
    id: id as MessageId,
    chatId: 'chat' as ChatId,
    parentId: 'question' as MessageId,
    createdAt: 1,
    model: MODEL.id,
    kind: 'text',
    revision: 1,
    status: 'done',
    parts: [{ type: 'text', text }],
    bill: usage ? { usage } : {},
  }
}

/** The question is the last message. */
const plan = (path: readonly Message[], model: TextModel | undefined = MODEL): ContextPlan =>
  planContext({ before: path.slice(0, -1), question: path.at(-1) as UserMessage, model, settings: undefined })
const read = ({ turns }: ContextPlan): readonly string[] => turns.map(({ parts }) => readPrompt(parts).slice(0, 5))

test('what fits is sent whole', () => {
  const planned = plan([aQuestion('1', 'First'), anAnswer('2', 'Yes'), aQuestion('3', 'Again')])
  expect(planned).toMatchObject({ leftOut: 0, room: 900 })
  expect(planned).not.toHaveProperty('firstId')
  expect(read(planned)).toEqual(['First', 'Yes', 'Again'])
})

test('the oldest questions are left out with their answers, and as few as possible', () => {
  const path = [
    aQuestion('1', `First ${words(300)}`),
    anAnswer('2', words(300)),
    aQuestion('3', `Second ${words(300)}`),
    anAnswer('4', words(100)),
    aQuestion('5', 'Third'),
  ]
  const planned = plan(path)
  expect(planned).toMatchObject({ leftOut: 2, firstId: '3' })
  expect(read(planned)).toEqual(['Secon', 'word ', 'Third'])
  expect(planned.tokens).toBeLessThanOrEqual(900)
})

test('a question that is too long alone still goes: only the service can refuse it', () => {
  const planned = plan([aQuestion('1', 'First'), anAnswer('2', 'Yes'), aQuestion('3', words(2_000))])
  expect(planned).toMatchObject({ leftOut: 2, firstId: '3' })
  expect(planned.tokens).toBeGreaterThan(900)
})

test('without a known window everything goes', () => {
  const { contextTokens: _, ...unknown } = MODEL
  const planned = plan([aQuestion('1', words(5_000)), anAnswer('2', 'Yes'), aQuestion('3', 'Again')], unknown)
  expect(planned).toMatchObject({ leftOut: 0, room: undefined })
})

test('images count, where the model sees them', () => {
  const path = [
    aQuestion('1', 'What is this?', { inputs: [anInput()] }),
    anAnswer('2', 'A boat'),
    aQuestion('3', 'Sure?'),
  ]
  expect(plan(path).leftOut).toBe(2)
  const { sees: _, ...blind } = MODEL
  expect(plan(path, blind).leftOut).toBe(0)
})

test('the service’s own count of the last answer corrects the estimate', () => {
  const path = (counted?: number): readonly Message[] => [
    aQuestion('1', words(700)),
    anAnswer('2', 'Yes', counted),
    aQuestion('3', 'Again'),
  ]
  const estimated = plan(path()).tokens
  expect(plan(path(880)).tokens).toBeCloseTo(estimated * 1.25, -1)
  // 1.4 times as much doesn't fit.
  expect(plan(path(985)).leftOut).toBe(2)
  // So far off that something else must have been sent.
  expect(plan(path(5_000)).tokens).toBe(estimated)
})

test('the room is what the answer leaves, and at least half of the window', () => {
  expect(findRoom(MODEL, undefined)).toBe(900)
  expect(findRoom({ ...MODEL, settings: { maxOutput: true } }, { maxOutput: 200 })).toBe(800)
  expect(findRoom({ ...MODEL, outputTokens: 1_000 }, undefined)).toBe(500)
  const { outputTokens: _, ...unknown } = MODEL
  expect(findRoom(unknown, undefined)).toBe(750)
})
