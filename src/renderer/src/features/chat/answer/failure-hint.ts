import type { Failure } from '@shared/failure'

/** The sentence below the title: mostly one per code, more where the status tells what to do. */
export function hintKey({ code, status }: Pick<Failure, 'code' | 'status'>) {
  if (code === 'proxy-refused' && status === 407) return 'failure.proxy.signIn'
  if (code === 'proxy-refused' && status === 403) return 'failure.proxy.blocked'
  return `failure.${code}.hint` as const
}
