/** What a question to a text model would cost at the end of the open chat. Pure. */
import type { ModelId } from '@shared/catalogue'
import type { ModelFinder } from '@shared/catalogue/find-listed'
import { DEFAULT_IMAGE_OPTIONS } from '@shared/image-options'
import type { Estimate } from '@shared/pricing'
import type { InputImage } from '@shared/request'
import { estimateRequest } from '@shared/request-cost'
import { listPricedRequests } from '../asking'
import type { ChatState } from '../model'
import { getSentSettings } from '../projects/project-instructions'
import { visibleMessages } from '../selectors'

export interface Question {
  readonly model: ModelId
  readonly text: string
  readonly inputs: readonly InputImage[]
}

/** The same that is asked about before it is sent, and that main reserves. */
export function estimateQuestion(state: ChatState, question: Question, find: ModelFinder): Estimate {
  const history = { path: visibleMessages(state), settings: getSentSettings(state) }
  const [request] = listPricedRequests({ ...question, options: DEFAULT_IMAGE_OPTIONS }, history, find)
  return request ? estimateRequest(request, find) : { kind: 'unknown' }
}
