import { getMediaType } from '@shared/image-options'
import { InlineImage } from '../encode-json'
import { joinTexts, listReadInputs, type ReadPart } from '../read-inputs'

/** The parts of one message as the service takes them, in their order. For bodies that `encodeJson` makes. */
export function buildParts(parts: readonly ReadPart[]): readonly unknown[] {
  if (listReadInputs(parts).length === 0) return [{ text: joinTexts(parts) }]
  return parts.map((part) =>
    part.type === 'text'
      ? { text: part.text }
      : { inlineData: { mimeType: getMediaType(part.image.format), data: new InlineImage(part.bytes) } },
  )
}
