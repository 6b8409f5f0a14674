import { useTranslation } from '@/i18n/use-translation'
import type { ImageModel, Model } from '@shared/catalogue'
import { findAdjustments, type Adjustment } from '@shared/catalogue/adjustments'
import type { ImageOptions } from '@shared/image-options'
import { useFormat } from '@/i18n/use-format'
import { meantName } from './choose-model'
import '@/i18n/later'

export interface ChoiceNotesProps {
  readonly model: Model
  /** The chosen model, if it's no longer available. */
  readonly ended: Model | undefined
  /** The name of the connection that no longer lists the model. */
  readonly droppedBy: string | undefined
  /** As chosen, even if the model doesn't support it. */
  readonly wish: ImageOptions
}

/** Explains why something else is used than was chosen. */
export function ChoiceNotes({ model, ended, droppedBy, wish }: ChoiceNotesProps) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <>
      {ended && (
        <p>
          {ended.shutdown
            ? t('composer.replaced', { ended: meantName(ended), date: format.day(ended.shutdown), model: model.name })
            : t('composer.connectionGone', { ended: meantName(ended), model: model.name })}
        </p>
      )}
      {droppedBy !== undefined && <p>{t('composer.dropped', { connection: droppedBy, model: model.name })}</p>}
      {model.kind === 'image' &&
        findAdjustments(model, wish).map((adjustment) => (
          <p key={adjustment.option}>
            <AdjustmentNote model={model} adjustment={adjustment} />
          </p>
        ))}
    </>
  )
}

interface AdjustmentNoteProps {
  readonly model: ImageModel
  readonly adjustment: Adjustment
}

function AdjustmentNote({ model, adjustment: { option, wanted, used, reason } }: AdjustmentNoteProps) {
  const { t } = useTranslation()
  switch (reason) {
    case 'chosen':
      return t('composer.adjusted.format', { model: model.name })
    case 'jpeg':
      return t('composer.adjusted.jpeg', { used })
    case 'limit':
      return t(option === 'previews' ? 'composer.adjusted.previews' : 'composer.adjusted.count', {
        model: model.name,
        count: Number(used),
      })
    case 'not-offered':
      return t('composer.adjusted.notOffered', { option: t(`options.${option}`), wanted, used, model: model.name })
  }
}
