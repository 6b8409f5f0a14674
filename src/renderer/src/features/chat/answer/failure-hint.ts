import type { Failure } from '@shared/failure'

const TEXT_HINTS = ['answer-damaged', 'timed-out', 'request-refused'] as const

/**
 * The sentence below the title: mostly one per code, several if the status or the kind of request makes a difference.
 */
export function hintKey({ code, status }: Pick<Failure, 'code' | 'status'>, kind: 'image' | 'text' = 'image') {
  const textHint = TEXT_HINTS.find((known) => known === code)
  if (kind === 'text' && textHint) return `failure.text.${textHint}` as const
  if (code === 'proxy-refused' && status === 407) return 'failure.proxy.signIn'
  if (code === 'proxy-refused' && status === 403) return 'failure.proxy.blocked'
  return `failure.${code}.hint` as const
}

/** `hasImages`: images were sent too, and services don't say whether they refused the prompt or an image. */
export function titleKey({ code, setting }: Pick<Failure, 'code' | 'setting'>, hasImages: boolean) {
  if (setting) return `failure.settingTitle.${setting}` as const
  if (code === 'prompt-refused' && hasImages) return 'failure.moderation.titleWithImages'
  return `failure.${code}.title` as const
}
