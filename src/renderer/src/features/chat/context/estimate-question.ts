/** What a question to a text model would cost in the open chat. Pure. */
import type { ModelId } from '@shared/catalogue'
import type { ModelFinder } from '@shared/catalogue/find-listed'
import type { MessageId } from '@shared/ids'
import { DEFAULT_IMAGE_OPTIONS } from '@shared/image-options'
import type { Estimate } from '@shared/pricing'
import type { InputImage } from '@shared/request'
import { estimateRequest } from '@shared/request-cost'
import { listPricedRequests } from '../asking'
import type { ChatState } from '../model'
import { getSentSettings } from '../projects/project-instructions'
import { visibleMessages } from '../selectors'
import { conversationUpTo } from '../tree'

export interface Question {
  readonly model: ModelId
  readonly text: string
  readonly inputs: readonly InputImage[]
  /** The answer that it would follow; null: none. Absent: the last one. */
  readonly parentId?: MessageId | null
}

/** The same that is asked about before it is sent, and that main reserves. */
export function estimateQuestion(state: ChatState, { parentId, ...question }: Question, find: ModelFinder): Estimate {
  const before = parentId ? conversationUpTo(state, parentId) : []
  const path = parentId === undefined ? visibleMessages(state) : before
  const history = { path, settings: getSentSettings(state) }
  const [request] = listPricedRequests({ ...question, options: DEFAULT_IMAGE_OPTIONS }, history, find)
  return request ? estimateRequest(request, find) : { kind: 'unknown' }
}
