import type { RefObject } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { findModel } from '@shared/catalogue'
import { useFormat } from '@/i18n/use-format'
import { Facts, type Fact } from '@/ui/Facts'
import { Popover } from '@/ui/Popover'
import { CostDetails } from './CostDetails'
import type { AssistantMessage } from '../model'
import '@/i18n/later'

interface AnswerDetailsProps {
  readonly anchor: RefObject<HTMLElement | null>
  readonly message: AssistantMessage
  readonly onClose: () => void
}

export function AnswerDetails({ anchor, message, onClose }: AnswerDetailsProps) {
  const { t } = useTranslation()
  return (
    <Popover
      anchor={anchor}
      onClose={onClose}
      label={t('details.title')}
      align="end"
      className="w-[380px] max-w-[calc(100vw-24px)] p-4"
    >
      <h2 className="mb-3 text-13 font-semibold">{t('details.title')}</h2>
      <Facts facts={[...useRequestFacts(message), ...usePictureFacts(message)]} />
      <CostDetails message={message} />
    </Popover>
  )
}

type MaybeFact = Fact | false | undefined

function useRequestFacts({ model: id, options, images, requestId, createdAt }: AssistantMessage): readonly MaybeFact[] {
  const { t } = useTranslation()
  const format = useFormat()
  const model = findModel(id)
  const rendering = images[0]?.rendering
  /** Where the model was left the choice, what it chose stands behind. */
  const withUsed = (asked: string, used: string | undefined): string =>
    used === undefined || used === asked ? asked : t('details.used', { asked, used })
  return [
    { label: t('details.model'), value: model ? `${model.name} (${model.wireName})` : id },
    { label: t('details.time'), value: format.moment(createdAt) },
    options && { label: t('options.size'), value: options.size },
    options &&
      model?.kind === 'image' &&
      model.qualities.length > 1 && {
        label: t('options.quality'),
        value: withUsed(options.quality, rendering?.quality),
      },
    options && { label: t('options.format'), value: formatOf(options.format, options.compression) },
    options &&
      model?.kind === 'image' &&
      model.backgrounds.length > 1 && {
        label: t('options.background'),
        value: withUsed(options.background, rendering?.background),
      },
    options &&
      model?.kind === 'image' &&
      model.moderations.length > 1 && { label: t('options.moderation'), value: options.moderation },
    requestId !== undefined && { label: t('details.requestId'), value: requestId, copy: true },
  ]
}

function formatOf(format: string, compression: number): string {
  return format === 'png' ? format : `${format}, ${compression} %`
}

function usePictureFacts({ images }: AssistantMessage): readonly MaybeFact[] {
  const { t } = useTranslation()
  const format = useFormat()
  return images.flatMap((image, index): MaybeFact[] => {
    const number = images.length > 1 ? ` ${index + 1}` : ''
    return [
      {
        label: `${t('details.file')}${number}`,
        value: `${image.format.toUpperCase()}, ${image.width} × ${image.height}, ${format.bytes(image.bytes)}`,
      },
      { label: `${t('details.hash')}${number}`, value: image.hash, copy: true },
      image.upload.state === 'uploaded' && {
        label: `${t('details.link')}${number}`,
        value: image.upload.url,
        copy: true,
      },
      image.revisedPrompt !== undefined && { label: `${t('details.revised')}${number}`, value: image.revisedPrompt },
    ]
  })
}
