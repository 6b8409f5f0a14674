/** The services that Easel knows: one line for each. */
import { compatible } from './compatible'
import { demo } from './demo'
import { fal } from './fal'
import { gemini } from './gemini'
import type { ServiceId } from './ids'
import { openai } from './openai'
import { openrouter } from './openrouter'
import type { ServiceModule } from './service'

export const SERVICES: readonly ServiceModule[] = [openai, gemini, fal, openrouter, compatible, demo]

export function findService(id: ServiceId): ServiceModule | undefined {
  return SERVICES.find((service) => service.id === id)
}

// What the core has to know of a service: the alias of the recommended model, and what stands for a lost model.
export { canBeRecommended, RECOMMENDED_MODEL, recommendedModel } from './openai'
export { RECOMMENDED_MEANING } from './openai/models'
export { UNKNOWN_MODEL } from './openai/names'
