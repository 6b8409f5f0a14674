/** Finds the adapter for a model. SDKs are loaded when the first call needs them, not at start. */
import { findModel, type ServiceId } from '@shared/catalogue'
import type { FailureCode } from '@shared/failure'
import type { OpenAIConnection } from './openai/client'
import type { ImageProvider, TextProvider } from './provider'

export interface Providers {
  readonly image?: ImageProvider
  readonly text?: TextProvider
}

export interface ProviderParts {
  readonly openai: OpenAIConnection
  /** The script that paints Demo's images in a thread of its own. */
  readonly demoPainter: string
}

/** The returned function returns undefined for a model that this version doesn't know. */
export function createProviders(parts: ProviderParts): (model: string) => Promise<Providers | undefined> {
  const loaded = new Map<ServiceId, Promise<Providers>>()
  return async (model) => {
    const id = findModel(model)?.service ?? ''
    const providers = loaded.get(id) ?? LOADERS[id]?.(parts)
    if (providers) loaded.set(id, providers)
    return providers
  }
}

/** The returned function says why nothing can be sent to a model now, if that's known without trying. */
export function createReadiness({ openai }: ProviderParts): (model: string) => FailureCode | undefined {
  return (model) => {
    if (findModel(model)?.service !== 'openai') return undefined
    const account = openai.account()
    return 'problem' in account ? account.problem : undefined
  }
}

const LOADERS: Readonly<Record<ServiceId, (parts: ProviderParts) => Promise<Providers>>> = {
  openai: ({ openai }) => import('./openai').then(({ createOpenAI }) => createOpenAI(openai)),
  demo: ({ demoPainter }) => import('./demo').then(({ createDemo }) => createDemo(demoPainter)),
}
