import { FailureError } from '@shared/failure'
import { combineAdapters, type Adapter, type TextAdapter } from '../adapter'
import type { ServiceConnection } from '../watched-call'
import { RecraftImageAdapter } from './image-adapter'

export function createAdapter(connection: ServiceConnection): Adapter {
  return combineAdapters({ image: new RecraftImageAdapter(connection), text: noTexts })
}

/** The model list has no text models of this service. */
const noTexts: TextAdapter = { answer: refuse, decode: refuse }

function refuse(): never {
  throw new FailureError({ code: 'model-unavailable', charge: 'none', at: Date.now() })
}
