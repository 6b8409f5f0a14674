/** The services that Easel can call, one per line. Their modules load on first use. */
import type { ServiceId } from '@shared/services/ids'
import type { ServiceEntry } from './service-entry'

export const ADAPTERS: Readonly<Record<ServiceId, ServiceEntry>> = {
  openai: { adapter: () => import('./openai'), modelList: () => import('./openai/model-list') },
  gemini: { adapter: () => import('./gemini'), modelList: () => import('./gemini/model-list') },
  fal: { adapter: () => import('./fal'), modelList: () => import('./fal/model-list') },
  openrouter: { adapter: () => import('./openrouter'), modelList: () => import('./openrouter/model-list') },
  bfl: { adapter: () => import('./bfl'), modelList: () => import('./bfl/model-list') },
  recraft: { adapter: () => import('./recraft'), modelList: () => import('./recraft/model-list') },
  compatible: { adapter: () => import('./compatible'), modelList: () => import('./compatible/model-list') },
  demo: { adapter: () => import('./demo') },
}
