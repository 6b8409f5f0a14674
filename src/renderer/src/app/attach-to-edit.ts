import type { MessageId } from '@shared/ids'
import type { InputImage } from '@shared/request'
import { addImages } from '@/features/chat/attached'
import { getEdit, keepEdit } from '@/features/chat/edits'

/** Attaches an image to a question being edited, and returns the resulting list. No-op if it's no longer being edited. */
export function attachToEdit(id: MessageId, image: InputImage): readonly InputImage[] {
  const edit = getEdit(id)
  if (!edit) return [image]
  const inputs = addImages(edit.inputs, [image])
  keepEdit(id, { ...edit, inputs })
  return inputs
}

/** The id of the question being edited at this element. */
export function findEditedAt(target: EventTarget | null): MessageId | undefined {
  const message = target instanceof Element ? target.closest<HTMLElement>('[data-message-id]') : null
  const id = message?.dataset['messageId'] as MessageId | undefined
  return id !== undefined && getEdit(id) ? id : undefined
}
