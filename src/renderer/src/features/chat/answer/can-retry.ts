import type { Failure, FailureCode } from '@shared/failure'

/** Failures of requests that can't be sent at all. */
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

/** Whether the same request could succeed. Retry is only offered if it could. */
export function canRetry({ code, stage }: Pick<Failure, 'code' | 'stage'>): boolean {
  // The same prompt would be blocked again; another image made from it might not be.
  if (code === 'prompt-refused' && stage === 'input') return false
  return !NEVER_SENT.has(code)
}

/** Whether another model could succeed with the same prompt and the same images. */
export function canTryOthers({ code }: Pick<Failure, 'code'>): boolean {
  return code !== 'input-missing'
}
