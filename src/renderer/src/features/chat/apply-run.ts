/** Applies run snapshots to answers. Pure; used for the screen and for the rows. */
import type { Failure } from '@shared/failure'
import { readPrompt } from '@shared/request'
import type { Run, RunDraft } from '@shared/run'
import { listComposites, withComposites } from './composites/composites'
import { collectParts, findPreview } from './answer-content'
import type { AssistantMessage, Chat, FailedAnswer, StreamingAnswer, UserMessage } from './model'

type Asked = Pick<
  AssistantMessage,
  'role' | 'id' | 'chatId' | 'parentId' | 'createdAt' | 'slot' | 'model' | 'kind' | 'prompt' | 'options'
>

/** The answer after this snapshot. If the snapshot isn't newer, returns the same object. */
export function withRun(message: AssistantMessage, run: Run): AssistantMessage {
  if (run.revision <= message.revision) return message
  const { requestId, revision, state } = run
  const next = { ...readAsked(message), revision, ...(requestId !== undefined && { requestId }) }
  switch (state.status) {
    case 'queued':
    case 'running': {
      const before = message.status === 'streaming' ? message : undefined
      const { status: _, text, reasoning, ...progress } = { text: '', reasoning: '', ...state }
      const thought = takeLonger(before?.reasoning, reasoning)
      return {
        ...next,
        ...progress,
        status: 'streaming',
        text: takeLonger(before?.text, text),
        ...(thought !== '' && { reasoning: thought }),
      }
    }
    case 'done':
    case 'failed':
    case 'cancelled':
      return withComposites({ ...next, ...state }, listComposites(message))
  }
}

/** The answer that this run makes, in its current state. */
export function createAnswer(run: Run): AssistantMessage {
  return withRun({ ...createPlaceholder(run, run.createdAt), revision: -1 }, run)
}

/** The answer before main has reported anything about it. */
export function createPlaceholder({ id, place, request }: RunDraft, createdAt: number): StreamingAnswer {
  return {
    role: 'assistant',
    id,
    chatId: place.chatId,
    parentId: place.question.id,
    createdAt,
    ...(place.slot !== undefined && { slot: place.slot }),
    model: request.model,
    kind: request.kind,
    ...(request.kind === 'image' && { prompt: readPrompt(request.parts), options: request.options }),
    status: 'streaming',
    revision: 0,
    text: '',
  }
}

export function createQuestion({ createdAt, place: { chatId, question } }: Run): UserMessage {
  return { role: 'user', chatId, createdAt, ...question, inputs: question.inputs ?? [] }
}

export function createChat({ createdAt, place, request }: Run): Chat {
  return {
    id: place.chatId,
    title: place.chatTitle,
    ...(place.projectId && { projectId: place.projectId }),
    createdAt,
    updatedAt: createdAt,
    model: request.model,
    ...(request.kind === 'image' && { options: request.options }),
  }
}

/**
 * Ends an answer as failed although main didn't, with what had arrived. Keeps its revision, so that any later snapshot
 * from main takes precedence.
 */
export function withFailure(message: AssistantMessage, failure: Failure): FailedAnswer {
  const { revision, requestId, startedAt } = message
  const salvage = findPreview(message)
  return {
    ...readAsked(message),
    revision,
    ...(requestId !== undefined && { requestId }),
    ...(startedAt !== undefined && { startedAt }),
    status: 'failed',
    failure,
    finishedAt: failure.at,
    ...(salvage && { salvage }),
    parts: message.status === 'streaming' ? collectParts(message) : message.parts,
  }
}

function readAsked(message: AssistantMessage): Asked {
  const { role, id, chatId, parentId, createdAt, slot, model, kind, prompt, options } = message
  const place = slot === undefined ? {} : { slot }
  return { role, id, chatId, parentId, createdAt, ...place, model, kind, prompt, options }
}

/** Streamed text only grows, and a snapshot may be older than what has been streamed since. */
function takeLonger(one = '', other = ''): string {
  return other.length > one.length ? other : one
}
