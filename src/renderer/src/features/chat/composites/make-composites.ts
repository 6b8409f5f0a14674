/**
 * Keeps what is outside a mask exactly as it was, since services treat masks as hints only. Each image of such an
 * answer is laid over the original within the mask and added to the answer as another image. The image that was paid
 * for stays.
 *
 * Nothing is stored about composites that are still to be made. They follow from the rows, so that one that a crash
 * prevented is made when its chat is next opened. Its id is derived, so making it twice records it once.
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
  /** Lays the result over the original and stores the file. Undefined if the two have different shapes. */
  readonly compose: (missing: MissingComposite) => Promise<ImageFile | undefined>
  /** Called once for each composite that can't be made. */
  readonly onFailed: (reason: 'shape' | 'failed') => void
}

/**
 * Makes the missing composites of the open chat, now and whenever images arrive, one at a time. Returns how to stop.
 */
export function makeComposites({ chat, compose, onFailed }: CompositeParts): () => void {
  /** Images already attempted, which aren't tried again before the next start. */
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
