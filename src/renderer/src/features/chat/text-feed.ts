/**
 * Applies streamed text and reasoning of running answers: once per frame, only to messages on screen, never to the
 * database. A gap is closed by requesting the whole text from main once.
 */
import type { StoreApi } from 'zustand/vanilla'
import type { Events } from '@shared/contract'
import type { RunId } from '@shared/ids'
import type { Run } from '@shared/run'
import type { ChatState, StreamingAnswer } from './model'
import type { Schedule } from './schedule'
import { extendText, type Delta } from './text-stream'
import { withMessages } from './tree'

export interface TextFeedParts {
  readonly store: StoreApi<ChatState>
  readonly schedule: Schedule
  /** Requests the run's newest snapshot from main and applies it. */
  readonly refresh: (id: RunId) => Promise<Run | null>
}

export interface TextFeed {
  stream(delta: Events['run.streamed']): void
  /** Shows now what is waiting for the next frame. */
  flush(id: RunId): void
  /** Requests all text so far from main; deltas that arrive meanwhile are queued. */
  catchUp(id: RunId): Promise<void>
}

type Channel = Events['run.streamed']['channel']
type Waiting = Readonly<Record<Channel, readonly Delta[]>>
type Words = Readonly<Record<Channel, string>>

const CHANNELS = ['text', 'reasoning'] as const satisfies readonly Channel[]
const NOTHING: Waiting = { text: [], reasoning: [] }

export function createTextFeed({ store, schedule, refresh }: TextFeedParts): TextFeed {
  const waiting = new Map<RunId, Waiting>()
  const catchingUp = new Map<RunId, Promise<void>>()
  let isFrameDue = false

  function stream({ id, channel, offset, text }: Events['run.streamed']): void {
    const before = waiting.get(id) ?? NOTHING
    waiting.set(id, { ...before, [channel]: [...before[channel], { offset, text }] })
    if (isFrameDue) return
    isFrameDue = true
    schedule.frame(() => {
      isFrameDue = false
      takeIn([...waiting.keys()])
    })
  }

  function takeIn(ids: readonly RunId[]): void {
    const changed = ids.map(extend).filter((message) => message !== undefined)
    if (changed.length > 0) store.setState((state) => ({ messages: withMessages(state.messages, changed) }))
  }

  /** The message with its new text, or undefined if nothing has changed. */
  function extend(id: RunId): StreamingAnswer | undefined {
    const deltas = takeWaiting(id)
    const message = streamingMessage(store.getState(), id)
    // Not on screen: opening its chat requests the whole text.
    if (!message) return undefined
    const { words, rest } = extendWords(readWords(message), deltas)
    if (CHANNELS.some((channel) => rest[channel].length > 0)) {
      waiting.set(id, rest)
      void catchUp(id)
    }
    return withWords(message, words)
  }

  function catchUp(id: RunId): Promise<void> {
    const current = catchingUp.get(id)
    if (current) return current
    const asked = refresh(id)
      .then((run) => showWhole(id, run))
      // The next delta detects the gap again.
      .catch(() => undefined)
      .finally(() => catchingUp.delete(id))
    catchingUp.set(id, asked)
    return asked
  }

  /** Shows all the text that main has, even from a snapshot that isn't newer, followed by what arrived meanwhile. */
  function showWhole(id: RunId, run: Run | null): void {
    const deltas = takeWaiting(id)
    const message = streamingMessage(store.getState(), id)
    // A delta that still doesn't fit is dropped, since requesting the text again would never end.
    const next = message && withWords(message, extendWords(takeLonger(readWords(message), run), deltas).words)
    if (next) store.setState((state) => ({ messages: withMessages(state.messages, [next]) }))
  }

  function takeWaiting(id: RunId): Waiting {
    const deltas = waiting.get(id) ?? NOTHING
    waiting.delete(id)
    return deltas
  }

  return { stream, flush: (id) => takeIn([id]), catchUp }
}

function extendWords(words: Words, deltas: Waiting): { readonly words: Words; readonly rest: Waiting } {
  const text = extendText(words.text, deltas.text)
  const reasoning = extendText(words.reasoning, deltas.reasoning)
  return {
    words: { text: text.text, reasoning: reasoning.text },
    rest: { text: text.rest, reasoning: reasoning.rest },
  }
}

function readWords({ text, reasoning = '' }: StreamingAnswer): Words {
  return { text, reasoning }
}

/** Streamed text only grows. */
function takeLonger(words: Words, run: Run | null): Words {
  if (run?.state.status !== 'running') return words
  const { text = '', reasoning = '' } = run.state
  return {
    text: text.length > words.text.length ? text : words.text,
    reasoning: reasoning.length > words.reasoning.length ? reasoning : words.reasoning,
  }
}

/** Undefined if the message already has this text. */
function withWords(message: StreamingAnswer, words: Words): StreamingAnswer | undefined {
  const before = readWords(message)
  if (CHANNELS.every((channel) => words[channel] === before[channel])) return undefined
  return { ...message, text: words.text, ...(words.reasoning !== '' && { reasoning: words.reasoning }) }
}

function streamingMessage(state: ChatState, id: RunId): StreamingAnswer | undefined {
  const message = state.messages.get(id)
  return message?.role === 'assistant' && message.status === 'streaming' ? message : undefined
}
