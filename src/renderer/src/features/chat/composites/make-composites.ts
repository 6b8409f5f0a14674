/**
 * Keeps what is outside of a mask exactly as it was: services take masks as advice. Each image of such an answer is laid
 * over the original within the mask, and becomes one more image of the answer. The one that was paid for stays.
 *
 * Nothing is stored about composites that are still to be made. They follow from the rows, so one that a kill prevented is
 * made when its chat is opened next. Its id is derived, so making it twice records it once.
 */
import { findCompositeId, type AttachmentId } from '@shared/ids'
import type { StoredImage } from '@shared/answer'
import type { ImageFile } from '@shared/request'
import { toCompositeRows } from '../mapping'
import type { ChatStore } from '../store'
import { withMessages } from '../tree'
import { withComposites } from './composites'
import { listMissingComposites, type MissingComposite } from './list-missing'

export interface CompositeParts {
  readonly chat: ChatStore
  /** Lays the result over the original and keeps the file. Undefined where the two have different shapes. */
  readonly compose: (missing: MissingComposite) => Promise<ImageFile | undefined>
  /** Told once for each that can't be made. */
  readonly onFailed: (reason: 'shape' | 'failed') => void
}

/** Makes what is missing in the open chat, now and whenever more arrives, one at a time. Returns how to stop. */
export function makeComposites({ chat, compose, onFailed }: CompositeParts): () => void {
  /** Not tried again before the next start. */
  const given = new Set<AttachmentId>()
  let isBusy = false
  let isStopped = false

  async function makeAll(): Promise<void> {
    if (isBusy) return
    isBusy = true
    for (;;) {
      const missing = listMissingComposites(chat.getState().messages).find(
        ({ result }) => !given.has(result.attachmentId),
      )
      if (!missing || isStopped) break
      given.add(missing.result.attachmentId)
      try {
        if (await isRemoved(missing)) continue
        const file = await compose(missing)
        if (file) await add(missing, file)
        else onFailed('shape')
      } catch {
        onFailed('failed')
      }
    }
    isBusy = false
  }

  async function isRemoved({ answer, result }: MissingComposite): Promise<boolean> {
    const { attachments } = await chat.data()
    return attachments.isRemoved(answer, findCompositeId(result.attachmentId))
  }

  async function add({ answer, result }: MissingComposite, file: ImageFile): Promise<void> {
    const image: StoredImage = {
      ...file,
      attachmentId: findCompositeId(result.attachmentId),
      upload: { state: 'local' },
    }
    const data = await chat.data()
    await data.attachments.addToAnswer(toCompositeRows(answer, image, Date.now()))
    const message = chat.getState().messages.get(answer)
    if (message?.role !== 'assistant') return
    chat.setState(({ messages }) => ({ messages: withMessages(messages, [withComposites(message, [image])]) }))
  }

  const stop = chat.subscribe(({ messages }, before) => {
    if (messages !== before.messages) void makeAll()
  })
  void makeAll()
  return () => {
    isStopped = true
    stop()
  }
}
