import type { Model, ProviderId } from './model'

/**
 * How many calls a service is sent at a time. What is asked for beyond that waits its turn in main: it is neither sent nor
 * charged until then, and can be stopped for nothing.
 */
export const CALLS_AT_ONCE: Readonly<Record<ProviderId, Readonly<Record<Model['kind'], number>>>> = {
  // The lowest paid tier takes five images a minute: one call more at a time would sooner be refused than be answered.
  openai: { image: 4, text: 8 },
  demo: { image: 4, text: 8 },
}
