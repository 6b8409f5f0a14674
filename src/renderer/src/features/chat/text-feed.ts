/**
 * Takes in the text of running answers: once per frame, only for messages on screen, never into the database. A gap is
 * closed by asking main for the whole text once.
 */
import type { StoreApi } from 'zustand/vanilla'
import type { Events } from '@shared/contract'
import type { RunId } from '@shared/ids'
import type { Run } from '@shared/run'
import type { AssistantMessage, ChatState } from './model'
import type { Schedule } from './schedule'
import { extendText, type Delta } from './text-stream'
import { withMessages } from './tree'

export interface TextFeedParts {
  readonly store: StoreApi<ChatState>
  readonly schedule: Schedule
  /** Asks main for the run's newest snapshot and applies it. */
  readonly refresh: (id: RunId) => Promise<Run | null>
}

export interface TextFeed {
  stream(delta: Events['run.streamed']): void
  /** Shows now what waits for the next frame. */
  flush(id: RunId): void
  /** Asks main for all text so far; deltas that arrive meanwhile are kept. */
  catchUp(id: RunId): Promise<void>
}

export function createTextFeed({ store, schedule, refresh }: TextFeedParts): TextFeed {
  const waiting = new Map<RunId, readonly Delta[]>()
  const catchingUp = new Map<RunId, Promise<void>>()
  let isFrameDue = false

  function stream({ id, offset, text }: Events['run.streamed']): void {
    waiting.set(id, [...(waiting.get(id) ?? []), { offset, text }])
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

  /** The message with what has arrived for it, or undefined when nothing has changed. */
  function extend(id: RunId): AssistantMessage | undefined {
    const deltas = waiting.get(id) ?? []
    waiting.delete(id)
    const message = streamingMessage(store.getState(), id)
    // Not on screen: opening its chat asks for the whole text.
    if (!message) return undefined
    const { text, rest } = extendText(message.text, deltas)
    if (rest.length > 0) {
      waiting.set(id, rest)
      void catchUp(id)
    }
    return text === message.text ? undefined : { ...message, text }
  }

  function catchUp(id: RunId): Promise<void> {
    const current = catchingUp.get(id)
    if (current) return current
    const asked = refresh(id)
      .then((run) => showWhole(id, run))
      // The next delta notices the gap again.
      .catch(() => undefined)
      .finally(() => catchingUp.delete(id))
    catchingUp.set(id, asked)
    return asked
  }

  function showWhole(id: RunId, run: Run | null): void {
    const whole = run?.state.status === 'running' ? (run.state.text ?? '') : ''
    const rest = waiting.get(id) ?? []
    waiting.delete(id)
    const message = streamingMessage(store.getState(), id)
    if (!message) return
    // A piece that still does not fit is dropped: asking again would bring the same piece.
    const { text } = extendText(whole.length > message.text.length ? whole : message.text, rest)
    if (text !== message.text)
      store.setState((state) => ({ messages: withMessages(state.messages, [{ ...message, text }]) }))
  }

  return { stream, flush: (id) => takeIn([id]), catchUp }
}

function streamingMessage(state: ChatState, id: RunId): AssistantMessage | undefined {
  const message = state.messages.get(id)
  return message?.role === 'assistant' && message.status === 'streaming' ? message : undefined
}
