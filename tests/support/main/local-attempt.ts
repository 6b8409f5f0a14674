/** An attempt that fails as soon as a provider uses the network. */
import type { InputImage } from '../../../src/shared/request'
import type { ObjectHash } from '../../../src/shared/ids'
import { anInputImage } from '../input-image'
import type { Attempt } from '../../../src/main/services/adapter'

export function anAttempt(signal: AbortSignal = new AbortController().signal): Attempt {
  const refuse = (what: string) => () => {
    throw new Error(`a local provider must not call ${what}`)
  }
  return {
    signal,
    willSend: refuse('willSend'),
    mayHaveLeft: refuse('mayHaveLeft'),
    hasAnswered: refuse('hasAnswered'),
    keep: refuse('keep'),
    hasHandle: refuse('hasHandle'),
    isQueuedBehind: refuse('isQueuedBehind'),
    readInput: refuse('readInput'),
  }
}

/** The same for images, which a provider may read. */
export class LocalInputs {
  readonly #bytes = new Map<ObjectHash, Buffer>()

  add(bytes: Buffer, part: Partial<InputImage> = {}): InputImage {
    const hash = String(this.#bytes.size).padStart(64, '0') as ObjectHash
    this.#bytes.set(hash, bytes)
    return anInputImage({ ...part, hash, bytes: bytes.length })
  }

  createAttempt(): Attempt {
    return { ...anAttempt(), readInput: async ({ hash }) => this.#bytes.get(hash) ?? Buffer.alloc(0) }
  }
}
