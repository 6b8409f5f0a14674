import { findModel } from '@shared/catalogue'
import { findService } from '@shared/services'

/** Returns the line in which a model's calls wait, and how many of its calls may run at once. */
export function findLine(model: string): { readonly name: string; readonly most: number } {
  const { connection, service, kind } = findModel(model) ?? {}
  const most = (kind && findService(service ?? '')?.callsAtOnce[kind]) ?? Number.POSITIVE_INFINITY
  return { name: `${connection} ${kind}`, most }
}
