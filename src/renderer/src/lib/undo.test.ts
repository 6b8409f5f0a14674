import { expect, test } from 'vitest'
import { numberStep, offerUndo, undoNewest } from './undo'

/** Records the names of undone steps, newest step first, as a part of the window does. */
function createPart(undone: string[]) {
  const steps: { readonly name: string; readonly number: number }[] = []
  return {
    do: (name: string) => void steps.push({ name, number: numberStep() }),
    newest: () => steps.at(-1)?.number,
    undo: () => void undone.push(steps.pop()!.name),
  }
}

test('the newest step is undone first, whichever part of the window did it', () => {
  const undone: string[] = []
  const chats = createPart(undone)
  const gallery = createPart(undone)
  offerUndo(chats)
  const leaveGallery = offerUndo(gallery)
  chats.do('delete a chat')
  gallery.do('rate')
  gallery.do('rename a collection')
  chats.do('delete another chat')

  while (undoNewest()) continue
  expect(undone).toEqual(['delete another chat', 'rename a collection', 'rate', 'delete a chat'])

  gallery.do('rate')
  leaveGallery()
  expect(undoNewest()).toBe(false)
})
