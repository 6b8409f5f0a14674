/** The models that the core must know by id: the recommended one, and the placeholder for a lost one. */
import type { ModelId } from '../ids'
import type { Model } from '../model'

/** The stable alias of the recommended image model. New chats use it when there's a key. */
export const RECOMMENDED_MODEL: ModelId = 'openai:gpt-imagegen'

/** The model that the alias means, unless Settings choose another. */
export const RECOMMENDED_MEANING = 'openai:gpt-image-2.5-flare'

/** For images whose model is no longer known. */
export const UNKNOWN_MODEL: ModelId = 'openai:unknown'

/** Whether the alias can mean this model. */
export function canBeRecommended({ kind, connection, id }: Pick<Model, 'kind' | 'connection' | 'id'>): boolean {
  return kind === 'image' && connection === 'openai' && id !== RECOMMENDED_MODEL
}
