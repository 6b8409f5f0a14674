import type { Failure, FailureCode } from '@shared/failure'

/** The request itself can't be sent, so sending the same one again can't succeed. */
const NEVER_SENT: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'prompt-too-long',
  'request-too-large',
  'input-missing',
  'inputs-unsupported',
  'inputs-missing',
  'inputs-too-many',
  'input-too-large',
  'mask-unsupported',
  'mask-mismatched',
  'mask-blank',
])

/** Whether the same request could succeed. No place offers Retry where it couldn't. */
export function canRetry({ code, stage }: Pick<Failure, 'code' | 'stage'>): boolean {
  // The same words would be stopped again; an image made from them once more might not be.
  if (code === 'prompt-refused' && stage === 'input') return false
  return !NEVER_SENT.has(code)
}

/** Whether another model could succeed with the same prompt and the same images. */
export function canTryOthers({ code }: Pick<Failure, 'code'>): boolean {
  return code !== 'input-missing'
}
