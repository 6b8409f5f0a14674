/** What others may know of services: how they are found, and which service has the recommended model. */
export { findService, listServices, provideServices } from './registry'
export { canBeRecommended, RECOMMENDED_MEANING, RECOMMENDED_MODEL, UNKNOWN_MODEL } from './openai/ids'
