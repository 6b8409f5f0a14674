import { expect, test } from 'vitest'
import type { ChatId, MessageId } from '@shared/ids'
import { createAnswer, createChat, createQuestion } from './apply-run'
import type { Exchange } from './mapping'
import type { ChatState, Message } from './model'
import { showRecorded, showRun, showSettled, showWithdrawn } from './run-display'
import { RunTable } from './run-table'
import { A_FAILURE, aStoredImage, anImageRun, doneState } from '../../../../../tests/support/page/chat-page'

const running = anImageRun({ status: 'running', startedAt: 1 }, 2)
const done = anImageRun(doneState(aStoredImage()), 3)
const exchange: Exchange = {
  chat: createChat(running),
  question: createQuestion(running),
  answer: createAnswer(running),
}
const { chat, question, answer } = exchange
/** Sent while the first answer was still in progress. */
const followUp = { ...question, id: 'follow-up' as MessageId, parentId: answer.id }

/** The parts of the state that runs change. */
function showing(...messages: readonly Message[]): ChatState {
  return {
    chats: [chat],
    openChatId: chat.id,
    messages: new Map(messages.map((message) => [message.id, message])),
    running: new Map([[answer.id, chat.id]]),
  } as Partial<ChatState> as ChatState
}

test('a snapshot changes its message, and the end of it is the end of being made', () => {
  const change = showRun(showing(question, answer), done)
  expect(change.messages?.get(answer.id)).toMatchObject({ status: 'done', revision: 3 })
  expect(change.running?.size).toBe(0)
})

test('a snapshot that says nothing new draws nothing again', () => {
  const state = showing(question, answer)
  expect(showRun(state, running)).toEqual({ running: state.running })
  expect(showRun(state, running).running).toBe(state.running)
})

test('an answer that is given up fails, unless it has ended', () => {
  expect(showSettled(showing(question, answer), answer.id, A_FAILURE).messages?.get(answer.id)).toMatchObject({
    status: 'failed',
    failure: A_FAILURE,
  })
  expect(showSettled(showing(question, createAnswer(done)), answer.id, A_FAILURE)).not.toHaveProperty('messages')
})

test('what was refused goes with its question, and what was asked after it follows what it had followed', () => {
  const { messages } = showWithdrawn(showing(question, answer, followUp), exchange)
  expect([...messages!.values()]).toEqual([{ ...followUp, parentId: question.parentId }])
})

test('a question with another answer stays', () => {
  const other = { ...answer, id: 'other' as MessageId }
  expect([...showWithdrawn(showing(question, answer, other), exchange).messages!.keys()]).toEqual([
    question.id,
    other.id,
  ])
})

test('what another window asked for appears in the open chat, and only there', () => {
  expect([...showRecorded(showing(), chat, exchange).messages!.values()]).toEqual([question, answer])
  const elsewhere = { ...showing(), openChatId: 'elsewhere' as ChatId }
  expect(showRecorded(elsewhere, { ...chat, news: 'unread' }, exchange)).toEqual({
    chats: [{ ...chat, news: 'unread' }],
  })
})

test('what was asked after a refused question is moved behind what that had followed, also before main has taken it', () => {
  const table = new RunTable()
  const next: Exchange = { ...exchange, question: followUp, answer: { ...answer, id: 'next' as MessageId } }
  for (const each of [exchange, next]) table.set(each.answer.id, { stage: 'asked', asked: { exchange: each } })
  table.withdraw(exchange)
  expect(table.getAsked(answer.id)).toBeUndefined()
  expect(table.getAsked(next.answer.id)?.question.parentId).toBe(question.parentId)
  expect(table.isAsking(chat.id)).toBe(true)
  expect([...table.overlay(chat.id, new Map()).keys()]).toEqual([followUp.id, next.answer.id])
})
