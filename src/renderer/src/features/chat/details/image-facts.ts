/** The known facts of an image: the request and the file. */
import { nameModel } from '@shared/catalogue/name-model'
import type { StoredImage } from '@shared/answer'
import type { ImageOptions } from '@shared/image-options'
import { useModelFinder } from '@/bridge/use-model-finder'
import { useFormat } from '@/i18n/use-format'
import { useTranslation } from '@/i18n/use-translation'
import type { AssistantMessage } from '../model'

/** A label and a value, both as text. */
export interface TextFact {
  readonly label: string
  readonly value: string
}

type MaybeFact = TextFact | false | undefined

/** Reads what was requested for an answer and, for choices left to the model, what it chose. */
export function useRequestFacts(): (message: AssistantMessage, image: StoredImage | undefined) => readonly TextFact[] {
  const { t } = useTranslation()
  const format = useFormat()
  const find = useModelFinder()
  const withUsed = (asked: string, used: string | undefined): string =>
    used === undefined || used === asked ? asked : t('details.used', { asked, used })
  const listShapeFacts = (options: ImageOptions | undefined): readonly MaybeFact[] => {
    if (!options?.aspectRatio) return [options && { label: t('options.size'), value: options.size }]
    return [
      { label: t('options.aspectRatio'), value: options.aspectRatio },
      options.resolution && { label: t('options.resolution'), value: options.resolution },
    ]
  }
  return ({ model: id, options, createdAt }, image) => {
    const model = find(id)
    const name = nameModel(id, find)
    const isImageModel = model?.kind === 'image'
    return keepPresent([
      name !== undefined && { label: t('details.model'), value: name },
      { label: t('details.time'), value: format.moment(createdAt) },
      ...listShapeFacts(options),
      options &&
        isImageModel &&
        model.qualities.length > 1 && {
          label: t('options.quality'),
          value: withUsed(options.quality, image?.rendering?.quality),
        },
      options &&
        (!isImageModel || model.formats.length > 1) && { label: t('options.format'), value: sayFormat(options) },
      options &&
        isImageModel &&
        model.backgrounds.length > 1 && {
          label: t('options.background'),
          value: withUsed(options.background, image?.rendering?.background),
        },
      options &&
        isImageModel &&
        model.moderations.length > 1 && { label: t('options.moderation'), value: options.moderation },
    ])
  }
}

/** Reads format, size and bytes of an image's file. */
export function useFileFacts(): (image: StoredImage | undefined) => readonly TextFact[] {
  const { t } = useTranslation()
  const format = useFormat()
  return (image) => {
    if (!image) return []
    const size = `${format.plain(image.width)} × ${format.plain(image.height)}`
    const value = `${image.format.toUpperCase()}, ${size}, ${format.bytes(image.bytes)}`
    return [{ label: t('details.file'), value }]
  }
}

function sayFormat({ format, compression }: ImageOptions): string {
  return format === 'png' ? format : `${format}, ${compression} %`
}

function keepPresent(facts: readonly MaybeFact[]): readonly TextFact[] {
  return facts.flatMap((fact) => fact || [])
}
