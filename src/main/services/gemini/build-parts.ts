import { getMediaType } from '@shared/image-options'
import { InlineImage } from '../encode-json'
import { joinTexts, listReadInputs, type ReadPart } from '../read-inputs'

/** Builds the parts of a message in the service's format, in order. For bodies encoded by `encodeJson`. */
export function buildParts(parts: readonly ReadPart[]): readonly unknown[] {
  if (listReadInputs(parts).length === 0) return [{ text: joinTexts(parts) }]
  return parts.map((part) =>
    part.type === 'text'
      ? { text: part.text }
      : { inlineData: { mimeType: getMediaType(part.image.format), data: new InlineImage(part.bytes) } },
  )
}
