/** What a run snapshot means for the conversation. Pure; shared by the screen and by what is written down. */
import type { Failure } from '@shared/failure'
import type { Run, RunDraft } from '@shared/run'
import type { AssistantMessage, Chat, UserMessage } from './model'

type Asked = Pick<
  AssistantMessage,
  'role' | 'id' | 'chatId' | 'parentId' | 'createdAt' | 'model' | 'kind' | 'prompt' | 'options'
>

/** The answer as this snapshot has it. A snapshot that is not newer changes nothing: the same object comes back. */
export function withRun(message: AssistantMessage, run: Run): AssistantMessage {
  if (run.revision <= message.revision) return message
  const { requestId, revision, state } = run
  const next = { ...askedOf(message), revision, images: [], ...(requestId !== undefined && { requestId }) }
  switch (state.status) {
    case 'queued':
      return { ...next, status: 'streaming', text: message.text, ...(state.waits && { waits: true as const }) }
    case 'running': {
      const { startedAt, preview } = state
      return { ...next, status: 'streaming', startedAt, text: longer(message.text, state.text), preview }
    }
    case 'done': {
      const { startedAt, finishedAt, images, bill, shortfall, arrivedAfterStop, text = '' } = state
      const done = { ...next, status: 'done' as const, startedAt, finishedAt, images, bill, failure: shortfall, text }
      return arrivedAfterStop ? { ...done, arrivedAfterStop } : done
    }
    case 'failed': {
      const { startedAt, finishedAt, failure, salvage, bill, text = '' } = state
      return { ...next, status: 'failed', startedAt, finishedAt, failure, bill, preview: salvage, text }
    }
    case 'cancelled': {
      const { startedAt, finishedAt, charge, salvage, text = '' } = state
      return { ...next, status: 'cancelled', startedAt, finishedAt, charge, preview: salvage, text }
    }
  }
}

/** The answer that this run makes, as it stands. */
export function answerOf(run: Run): AssistantMessage {
  return withRun({ ...placeholderOf(run, run.createdAt), revision: -1 }, run)
}

/** The answer before main has said anything about it. */
export function placeholderOf({ id, place, request }: RunDraft, createdAt: number): AssistantMessage {
  return {
    role: 'assistant',
    id,
    chatId: place.chatId,
    parentId: place.question.id,
    createdAt,
    model: request.model,
    kind: request.kind,
    ...(request.kind === 'image' && { prompt: request.prompt, options: request.options }),
    status: 'streaming',
    revision: 0,
    text: '',
    images: [],
  }
}

export function questionOf({ createdAt, place }: Run): UserMessage {
  return { role: 'user', chatId: place.chatId, createdAt, ...place.question }
}

export function chatOf({ createdAt, place, request }: Run): Chat {
  return {
    id: place.chatId,
    title: place.chatTitle,
    createdAt,
    updatedAt: createdAt,
    model: request.model,
    ...(request.kind === 'image' && { options: request.options }),
  }
}

/** An answer that ended without main's doing. Keeps its revision: whatever main still says about it wins. */
export function withFailure(message: AssistantMessage, failure: Failure): AssistantMessage {
  return { ...message, status: 'failed', failure, finishedAt: failure.at }
}

function askedOf(message: AssistantMessage): Asked {
  const { role, id, chatId, parentId, createdAt, model, kind, prompt, options } = message
  return { role, id, chatId, parentId, createdAt, model, kind, prompt, options }
}

/** Running text only grows, and a snapshot may be older than what was streamed since. */
function longer(one: string, other = ''): string {
  return other.length > one.length ? other : one
}
