import { FailureError, type Failure } from '@shared/failure'
import { failureKind } from '@shared/failure-kinds'
import { storageFailureCode } from '../files/storage-failure'

/** Turns anything thrown into a failure. Recognizes disk errors; treats unknown errors as bugs in Easel. */
export function toFailure(error: unknown, charge: Failure['charge'], at: number): FailureError {
  if (error instanceof FailureError) return error
  return new FailureError({ code: storageFailureCode(error) ?? 'internal-error', charge, at }, { cause: error })
}

export function isStorageFailure(error: unknown): boolean {
  if (error instanceof FailureError) return failureKind(error.failure.code) === 'storage-failed'
  return storageFailureCode(error) !== undefined
}
