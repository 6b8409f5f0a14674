/** Estimates what a question to a text model would cost in the open chat. Pure. */
import type { ModelId } from '@shared/catalogue'
import type { ModelFinder } from '@shared/catalogue/find-listed'
import { DEFAULT_IMAGE_OPTIONS } from '@shared/image-options'
import type { Estimate } from '@shared/pricing'
import type { InputImage } from '@shared/request'
import { estimateRequest } from '@shared/request-cost'
import { listPricedRequests } from '../asking'
import type { ChatState, Message } from '../model'
import { getSentSettings } from '../projects/project-instructions'

export interface Question {
  readonly model: ModelId
  readonly text: string
  readonly inputs: readonly InputImage[]
  /** From the first message to the one that it would follow. */
  readonly before: readonly Message[]
}

/** The same estimate that the user is asked to confirm and that main reserves. */
export function estimateQuestion(state: ChatState, { before, ...question }: Question, find: ModelFinder): Estimate {
  const history = { path: before, settings: getSentSettings(state) }
  const [request] = listPricedRequests({ ...question, options: DEFAULT_IMAGE_OPTIONS }, history, find)
  return request ? estimateRequest(request, find) : { kind: 'unknown' }
}
