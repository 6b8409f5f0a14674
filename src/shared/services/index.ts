/** The public part of `services`: finding services, and the recommended model. */
export { findService, listServices, provideServices } from './registry'
export { canBeRecommended, RECOMMENDED_MEANING, RECOMMENDED_MODEL, UNKNOWN_MODEL } from './openai/ids'
