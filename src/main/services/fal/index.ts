import { FailureError } from '@shared/failure'
import { combineAdapters, type Adapter, type TextAdapter } from '../adapter'
import type { ServiceConnection } from '../watched-call'
import { FalImageAdapter } from './image-adapter'

export function createAdapter(connection: ServiceConnection): Adapter {
  return combineAdapters({ image: new FalImageAdapter(connection), text: noTexts })
}

/** The model list has no text models of fal. */
const noTexts: TextAdapter = { answer: refuse, decode: refuse }

function refuse(): never {
  throw new FailureError({ code: 'model-unavailable', charge: 'none', at: Date.now() })
}
