import { useState } from 'react'
import type { Model } from '@shared/catalogue'
import { getAspect } from '@shared/catalogue/shapes'
import type { AspectRatio } from '@shared/image-options'
import type { ImageFile } from '@shared/request'
import { useTranslation } from '@/i18n/use-translation'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { DialogHeader } from '@/ui/DialogHeader'
import { NumberField } from '@/ui/NumberField'
import { SelectField } from '@/ui/SelectField'
import { runMaskJob } from '../mask/mask-jobs'
import { CropStage } from './CropStage'
import { fitAspect, isWhole, selectWhole, setNumber } from './crop-rectangle'
import { listShapes } from './list-shapes'
import '@/i18n/later'

type Shape = 'free' | 'original' | AspectRatio

interface CropDialogProps {
  readonly image: ImageFile
  /** The model that the result is for: its shapes come first. */
  readonly model: Model | undefined
  /** Gets the cropped file. Rejects if it can't be stored. */
  readonly onDone: (file: Blob) => Promise<void>
  readonly onClose: () => void
}

/** Crops an image. The image itself isn't changed. */
export function CropDialog({ image, model, onDone, onClose }: CropDialogProps) {
  const { t } = useTranslation()
  const [shape, setShape] = useState<Shape>('free')
  const [rectangle, setRectangle] = useState(() => selectWhole(image))
  const [isSaving, setSaving] = useState(false)
  const [hasFailed, setFailed] = useState(false)
  const aspect = getShapeAspect(shape, image)

  const chooseShape = (chosen: Shape): void => {
    const wanted = getShapeAspect(chosen, image)
    setShape(chosen)
    if (wanted !== undefined) setRectangle(fitAspect(rectangle, wanted, image))
  }
  const finish = async (): Promise<void> => {
    if (isWhole(rectangle, image)) return onClose()
    setSaving(true)
    setFailed(false)
    try {
      const cut = await runMaskJob({ type: 'crop', image: image.hash, format: image.format, rectangle })
      if (cut.type !== 'cropped') throw new Error(cut.type)
      await onDone(cut.file)
    } catch {
      setFailed(true)
      setSaving(false)
    }
  }
  const shapes = listShapes(model).map(({ ratio, isOffered }) => ({
    value: ratio as Shape,
    label: ratio,
    group: isOffered && model ? t('crop.offered', { model: model.name }) : t('crop.others'),
  }))
  const numbers = [
    ['x', t('crop.left'), 0, image.width - rectangle.width],
    ['y', t('crop.top'), 0, image.height - rectangle.height],
    ['width', t('crop.width'), 1, image.width - rectangle.x],
    ['height', t('crop.height'), 1, image.height - rectangle.y],
  ] as const
  return (
    <Dialog label={t('crop.title')} onDismiss={onClose} className="flex size-full flex-col bg-surface">
      <div className="drag">
        <DialogHeader title={t('crop.title')} closeLabel={t('crop.close')} onClose={onClose} />
      </div>
      <CropStage image={image} rectangle={rectangle} aspect={aspect} onChange={setRectangle} />
      <p role="status" className="min-h-9 shrink-0 px-4 py-2 text-center text-12 text-text-muted">
        {hasFailed ? <span className="text-danger">{t('crop.failed')}</span> : t('crop.hint')}
      </p>
      <div className="flex shrink-0 flex-wrap items-end justify-center gap-x-4 gap-y-3 border-t border-line px-4 py-3">
        <div className="w-56">
          <SelectField
            label={t('crop.shape')}
            isStacked
            value={shape}
            choices={[
              { value: 'free', label: t('crop.free') },
              { value: 'original', label: t('crop.original') },
              ...shapes,
            ]}
            onChange={chooseShape}
          />
        </div>
        <div className="grid grid-cols-4 gap-2">
          {numbers.map(([name, label, min, max]) => (
            <div key={name} className="w-20">
              <NumberField
                label={label}
                isStacked
                isFree
                value={rectangle[name]}
                min={min}
                max={max}
                onChange={(value) => setRectangle(setNumber(rectangle, name, value, image, aspect))}
              />
            </div>
          ))}
        </div>
        <div className="flex gap-2">
          <Button
            look="quiet"
            disabled={isWhole(rectangle, image)}
            onClick={() => {
              setShape('free')
              setRectangle(selectWhole(image))
            }}
          >
            {t('crop.whole')}
          </Button>
          <Button look="outline" onClick={onClose}>
            {t('crop.cancel')}
          </Button>
          <Button look="primary" disabled={isSaving} onClick={() => void finish()}>
            {t('crop.done')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}

function getShapeAspect(shape: Shape, image: ImageFile): number | undefined {
  if (shape === 'free') return undefined
  return getAspect(shape === 'original' ? image : shape)
}
