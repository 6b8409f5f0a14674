/** Words a failure for the answer's caption, for exported chats and for prints. */
import type { Failure } from '@shared/failure'
import { i18n } from '@/i18n'
import { endSentence, sayFailureTitle, sayGrounds, type FailureContext } from '@/i18n/failure-words'
import { listMadeImages } from '../composites/composites'
import type { AssistantMessage, DoneAnswer } from '../model'
import { takeLead } from './take-lead'

/** Codes whose texts are written for an answer that arrived. */
const OWN_WORDS: ReadonlySet<Failure['code']> = new Set([
  'images-missing',
  'image-damaged',
  'image-unsafe',
  'not-an-image',
  'text-cut-short',
  'text-filtered',
  'text-declined',
  'text-ended-early',
])

/** For an answer that arrived with less than was requested: how many images are missing, and why. */
export function sayShortfall(message: DoneAnswer, shortfall: Failure, context: FailureContext): string {
  const { code, detail, categories } = shortfall
  const { provider } = context
  const hint = i18n.t(`failure.${code}.hint`, { provider })
  const title = sayFailureTitle(shortfall, context)
  const missing = (message.options?.count ?? 0) - listMadeImages(message).length
  if (OWN_WORDS.has(code) || missing <= 0)
    return [endSentence(title), hint, sayGrounds(categories)].filter(Boolean).join(' ')
  const why = detail === undefined ? hint : i18n.t('failure.said', { provider, detail: takeLead(detail) })
  return `${i18n.t('failure.missing', { count: missing })} ${title}. ${why}`
}

/** For exports and prints of a chat: why there's no answer, or what's missing from it. */
export function sayFailure(message: AssistantMessage, context: FailureContext): string | undefined {
  if (message.status === 'failed')
    return i18n.t('chatExport.failed', { title: endSentence(sayFailureTitle(message.failure, context)) })
  if (message.status === 'done' && message.shortfall) return sayShortfall(message, message.shortfall, context)
  return undefined
}
