/** What a model is called on screen, also one that Easel doesn't know. Pure. */
import { UNKNOWN_MODEL } from '../services'
import { parseModelId } from '../services/ids'
import type { ModelFinder } from './find-listed'

/** Its own name, or the one that its service or an import gave it. Undefined for the model that stands for a lost one. */
export function nameModel(id: string, find: ModelFinder): string | undefined {
  const known = find(id)?.name
  if (known !== undefined || id === UNKNOWN_MODEL) return known
  return parseModelId(id)?.name ?? id
}
