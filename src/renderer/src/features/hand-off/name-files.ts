/** Names the files of an export. Pure. */
import { expandTemplate, type TokenValues } from '@shared/hand-off/file-name'
import { formatFileTime } from '@/lib/format-file-time'
import type { HandOffImage } from './model'

/** Returns the name of the image at `index` of `count`, without an extension. `findName`: returns the model's name. */
export function nameFile(
  template: string,
  image: HandOffImage,
  { index, count, findName }: { index: number; count: number; findName: (image: HandOffImage) => string },
): string {
  return expandTemplate(template, listValues(image, index, count, findName(image)))
}

function listValues(
  { image, prompt, madeAt, chat }: HandOffImage,
  index: number,
  count: number,
  model: string,
): TokenValues {
  const [date, time] = formatFileTime(madeAt)
  return {
    prompt,
    // Zero-padded to the same length, so names sort correctly.
    number: String(index + 1).padStart(String(count).length, '0'),
    date,
    time,
    model,
    chat: chat ?? '',
    size: `${image.width}x${image.height}`,
    id: nameById(image.attachmentId),
  }
}

/** Names files like uploaded copies: the answer's id, with a number from the second image on. */
function nameById(id: string): string {
  const [message = '', index = '0'] = id.split(':')
  return index === '0' ? message : `${message}-${Number(index) + 1}`
}
