/** What a run snapshot means for the conversation. Pure; shared by the screen and by what is written down. */
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

/** The answer as this snapshot has it. A snapshot that is not newer changes nothing: the same object comes back. */
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

/** The answer that this run makes, as it stands. */
export function createAnswer(run: Run): AssistantMessage {
  return withRun({ ...createPlaceholder(run, run.createdAt), revision: -1 }, run)
}

/** The answer before main has said anything about it. */
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
 * An answer that ended without main's doing, with what had come of it. Keeps its revision: whatever main still says about
 * it wins.
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

/** Running text only grows, and a snapshot may be older than what was streamed since. */
function takeLonger(one = '', other = ''): string {
  return other.length > one.length ? other : one
}
