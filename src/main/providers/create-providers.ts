/** Finds the adapter for a model. SDKs are loaded when the first call needs them, not at start. */
import { findModel, type ProviderId } from '@shared/catalogue'
import type { FailureCode } from '@shared/failure'
import { assertNever } from '@shared/assert-never'
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
  const loaded = new Map<ProviderId, Promise<Providers>>()
  return async (model) => {
    const id = findModel(model)?.provider
    if (!id) return undefined
    const providers = loaded.get(id) ?? load(id, parts)
    loaded.set(id, providers)
    return providers
  }
}

/** The returned function says why nothing can be sent to a model now, if that's known without trying. */
export function createReadiness({ openai }: ProviderParts): (model: string) => FailureCode | undefined {
  return (model) => {
    if (findModel(model)?.provider !== 'openai') return undefined
    const account = openai.account()
    return 'problem' in account ? account.problem : undefined
  }
}

async function load(id: ProviderId, { openai, demoPainter }: ProviderParts): Promise<Providers> {
  switch (id) {
    case 'openai': {
      const [{ OpenAIImageProvider }, { OpenAITextProvider }] = await Promise.all([
        import('./openai/image-provider'),
        import('./openai/text-provider'),
      ])
      return { image: new OpenAIImageProvider(openai), text: new OpenAITextProvider(openai) }
    }
    case 'demo': {
      const [{ DemoImageProvider }, { DemoTextProvider }] = await Promise.all([
        import('./demo/demo-image-provider'),
        import('./demo/demo-text-provider'),
      ])
      return { image: new DemoImageProvider({ painter: demoPainter }), text: new DemoTextProvider() }
    }
    default:
      return assertNever(id)
  }
}
