import { findModel } from '@shared/catalogue'
import { findService } from '@shared/services'

/** In which line the calls of a model wait, and how many of this line its service is sent at a time. */
export function findLine(model: string): { readonly name: string; readonly most: number } {
  const { connection, service, kind } = findModel(model) ?? {}
  const most = (kind && findService(service ?? '')?.callsAtOnce[kind]) ?? Number.POSITIVE_INFINITY
  return { name: `${connection} ${kind}`, most }
}
