import { useRef, useState, type ReactNode } from 'react'
import type { Model } from '@shared/catalogue'
import { getAspect } from '@shared/catalogue/shapes'
import { nameShape, type AspectRatio, type ImageOptions } from '@shared/image-options'
import type { ImageFile } from '@shared/request'
import { useFormat } from '@/i18n/use-format'
import { useTranslation } from '@/i18n/use-translation'
import { formatRatio } from '@/image-options/shape'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { DialogHeader } from '@/ui/DialogHeader'
import { NumberField } from '@/ui/NumberField'
import { SelectField } from '@/ui/SelectField'
import { selectWhole } from '../crop/crop-rectangle'
import { listShapes } from '../crop/list-shapes'
import type { Rectangle } from '../mask/geometry'
import { runMaskJob } from '../mask/mask-jobs'
import { EDGES, getNewEdges, isBare, MOST_CANVAS_PIXELS, setEdge, shapeCanvas } from './canvas'
import { chooseCanvasOptions, findCanvasRule } from './canvas-rule'
import type { Extension } from './draw-extension'
import { ExtendStage } from './ExtendStage'
import '@/i18n/later'

interface ExtendDialogProps {
  readonly image: ImageFile
  /** The model that makes the result. It determines which sizes can be chosen. */
  readonly model: Model | undefined
  readonly options: ImageOptions
  /** The largest file that the model takes. */
  readonly maxBytes: number
  /** Explains how the model is told which part is new, if that has limits. */
  readonly note: ReactNode
  /** Gets the files and the options for the result. Rejects if they can't be stored. */
  readonly onDone: (extension: Extension, options: ImageOptions) => Promise<void>
  readonly onClose: () => void
}

type Chosen = 'free' | AspectRatio

/** Extends the canvas of an image for a model to fill. The image itself isn't changed. */
export function ExtendDialog({ image, model, options, maxBytes, note, onDone, onClose }: ExtendDialogProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const [canvas, setCanvas] = useState<Rectangle>(() => selectWhole(image))
  const [shape, setShape] = useState<Chosen>('free')
  const [problem, setProblem] = useState<'empty' | 'failed'>()
  const [isSaving, setSaving] = useState(false)
  // The canvas before a number was typed: each digit sets the edge again, from there.
  const typedFrom = useRef<Rectangle>(undefined)
  const rule = findCanvasRule(model)
  const chosen = chooseCanvasOptions(model, canvas, options)

  const change = (next: Rectangle, name: Chosen = 'free'): void => {
    setProblem(undefined)
    setShape(name)
    setCanvas(next)
  }
  const finish = async (): Promise<void> => {
    if (isBare(canvas, image)) return setProblem('empty')
    setSaving(true)
    try {
      const extended = await runMaskJob({ type: 'extend', image, canvas, maxBytes })
      if (extended.type !== 'extended') throw new Error(extended.type)
      await onDone(extended, chosen)
    } catch {
      setProblem('failed')
      setSaving(false)
    }
  }
  if (image.format === 'gif' || image.width * image.height > MOST_CANVAS_PIXELS / 2) {
    return (
      <Dialog label={t('extend.title')} onDismiss={onClose} className="flex size-full flex-col bg-surface">
        <div className="drag">
          <DialogHeader title={t('extend.title')} closeLabel={t('extend.close')} onClose={onClose} />
        </div>
        <p role="alert" className="m-auto max-w-measure p-6 text-center text-13">
          {t(image.format === 'gif' ? 'extend.notStill' : 'extend.tooLarge')}
        </p>
      </Dialog>
    )
  }
  const edges = getNewEdges(canvas, image)
  const shapes = listShapes(model).filter(({ isOffered }) => isOffered || !rule.aspects)
  const size = `${format.plain(canvas.width)} × ${format.plain(canvas.height)}`
  const text = t('extend.canvas', { size, ratio: formatRatio(canvas) })
  const makes =
    model?.kind === 'image' && model.service !== 'demo'
      ? t('extend.makes', { model: model.name, shape: nameShape(chosen).replace('x', ' × ') })
      : ''
  return (
    <Dialog label={t('extend.title')} onDismiss={onClose} className="flex size-full flex-col bg-surface">
      <div className="drag">
        <DialogHeader title={t('extend.title')} closeLabel={t('extend.close')} onClose={onClose} />
      </div>
      <ExtendStage image={image} canvas={canvas} rule={rule} text={text} onChange={change} />
      <div role="status" className="min-h-14 shrink-0 px-4 py-2 text-center text-12 text-text-muted">
        {problem ? (
          <p className="text-danger">{t(`extend.problem.${problem}`)}</p>
        ) : (
          <p className="tabular text-text">{isBare(canvas, image) ? t('extend.hint') : `${text} ${makes}`}</p>
        )}
        {note && <div className="mt-1 flex flex-wrap items-center justify-center gap-x-2">{note}</div>}
      </div>
      <div className="flex shrink-0 flex-wrap items-end justify-center gap-x-4 gap-y-3 border-t border-line px-4 py-3">
        <div className="w-56">
          <SelectField
            label={t('extend.shape')}
            isStacked
            value={shape}
            choices={[
              { value: 'free', label: t('extend.free') },
              ...shapes.map(({ ratio, isOffered }) => ({
                value: ratio,
                label: ratio,
                group: isOffered && model ? t('crop.offered', { model: model.name }) : t('crop.others'),
              })),
            ]}
            onChange={(next) => change(next === 'free' ? canvas : shapeCanvas(getAspect(next), image, rule), next)}
          />
        </div>
        <div className="grid grid-cols-4 gap-2">
          {EDGES.map((edge) => (
            <div key={edge} className="w-20">
              <NumberField
                label={t(`extend.${edge}`)}
                isStacked
                isFree
                value={edges[edge]}
                min={0}
                max={16_384}
                step={rule.sizes?.multipleOf ?? 16}
                onChange={(value) => {
                  typedFrom.current ??= canvas
                  change(setEdge(typedFrom.current, edge, value, image, rule))
                }}
                onCommit={() => (typedFrom.current = undefined)}
              />
            </div>
          ))}
        </div>
        <div className="flex gap-2">
          <Button look="quiet" disabled={isBare(canvas, image)} onClick={() => change(selectWhole(image))}>
            {t('extend.reset')}
          </Button>
          <Button look="outline" onClick={onClose}>
            {t('extend.cancel')}
          </Button>
          <Button look="primary" disabled={isSaving} onClick={() => void finish()}>
            {t('extend.done')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
