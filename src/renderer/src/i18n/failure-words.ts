/** How failures are worded, on screen, in exports and in prints. */
import type { Failure, FailureCode } from '@shared/failure'
import later from '@shared/locales/later.en.json'
import { i18n } from '.'
import './later'

const TEXT_HINTS = ['answer-damaged', 'timed-out', 'request-refused'] as const

/**
 * The sentence below the title: mostly one per code, several if the status or the kind of request makes a difference.
 */
export function getHintKey({ code, status }: Pick<Failure, 'code' | 'status'>, kind: 'image' | 'text' = 'image') {
  const textHint = TEXT_HINTS.find((known) => known === code)
  if (kind === 'text' && textHint) return `failure.text.${textHint}` as const
  if (code === 'proxy-refused' && status === 407) return 'failure.proxy.signIn'
  if (code === 'proxy-refused' && status === 403) return 'failure.proxy.blocked'
  return `failure.${code}.hint` as const
}

export interface FailureContext {
  /** The name of the provider, for the sentences. */
  readonly provider: string
  /** Images were sent too, and services don't say whether they refused the prompt or an image. */
  readonly hasImages?: boolean
}

/** What happened, in a few words. It has no period, except in sentences about an answer that arrived. */
export function sayFailureTitle(
  { code, setting, proxy, status }: Pick<Failure, 'code' | 'setting' | 'proxy' | 'status'>,
  { provider, hasImages = false }: FailureContext,
): string {
  return i18n.t(getTitleKey(code, setting, hasImages), { provider, proxy, status })
}

function getTitleKey(code: FailureCode, setting: Failure['setting'], hasImages: boolean) {
  if (setting) return `failure.settingTitle.${setting}` as const
  if (code === 'prompt-refused' && hasImages) return 'failure.moderation.titleWithImages'
  return `failure.${code}.title` as const
}

/** The provider's reasons as a sentence. */
export function sayGrounds(categories: readonly string[] | undefined): string | undefined {
  if (!categories) return undefined
  const names = new Intl.ListFormat(i18n.language, { type: 'unit' }).format(categories.map(sayCategory))
  return i18n.t('failure.moderation.grounds', { names })
}

type KnownCategory = keyof typeof later.failure.moderation.category

/** Plain words for known categories; the provider's own name for others. */
function sayCategory(category: string): string {
  const key = category.toLowerCase().replace(/[^a-z]+/g, '-')
  return isKnown(key) ? i18n.t(`failure.moderation.category.${key}`) : category.replace(/[_/-]+/g, ' ')
}

function isKnown(key: string): key is KnownCategory {
  return Object.hasOwn(later.failure.moderation.category, key)
}

/** Card titles have no period; before another sentence they need one. */
export function endSentence(title: string): string {
  return /[.!?]$/.test(title) ? title : `${title}.`
}
