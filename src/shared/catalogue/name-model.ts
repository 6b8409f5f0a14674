/** A model's display name, including models that Easel doesn't know. Pure. */
import { UNKNOWN_MODEL } from '../services'
import { parseModelId } from '../services/ids'
import type { ModelFinder } from './find-listed'

/** Its own name, or the one from its service or an import. Undefined for the placeholder of a lost model. */
export function nameModel(id: string, find: ModelFinder): string | undefined {
  const known = find(id)?.name
  if (known !== undefined || id === UNKNOWN_MODEL) return known
  return parseModelId(id)?.name ?? id
}
