import type { WebContents } from 'electron'
import type { HandOffOrder, HandOffOutcome } from '@shared/hand-off/order'
import type { HandOff } from '../hand-off/hand-off'
import { choosePlace } from './choose-place'

/** Asks where to save, then exports. Closing the window stops it. Null if the user cancels. */
export async function handOut(
  handOff: HandOff,
  order: HandOffOrder,
  contents: WebContents,
): Promise<HandOffOutcome | null> {
  const place = await choosePlace(order, contents)
  if (place === undefined || contents.isDestroyed()) return null
  const stop = (): void => handOff.stop(order.id)
  contents.once('destroyed', stop)
  try {
    return await handOff.run(order, place)
  } finally {
    if (!contents.isDestroyed()) contents.off('destroyed', stop)
  }
}
