import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState, type ReactNode } from 'react'
import { imageUrl } from '@shared/image-url'
import type { ImageFile } from '@shared/request'
import { useTranslation } from '@/i18n/use-translation'
import { isShortcut } from '@/lib/format-shortcut'
import { Button } from '@/ui/Button'
import { BrushCircle, placeCircle } from './BrushCircle'
import { clampStep, computeBrushSize } from './brush-size'
import { createMiddle, getKeyStep, listCorners, measureShares, moveRectangle, resizeRectangle } from './geometry'
import { runMaskJob } from './mask-jobs'
import { isRedo, MASK_KEYS } from './mask-keys'
import { MaskTools } from './MaskTools'
import { Outline, type Shape } from './Outline'
import { MaskPainter, type PainterState } from './painter'
import { usePointers, type Tool } from './use-pointers'
import { useStage } from './use-stage'
import { ZoomButtons } from './ZoomButtons'
import '@/i18n/later'

/** About a tenth of the shorter edge. */
const FIRST_STEP = 66
const NO_STATE: PainterState = { canUndo: false, canRedo: false }

export interface MaskEditorProps {
  readonly image: ImageFile
  /** The mask to continue with. */
  readonly mask: ImageFile | undefined
  /** Another mask of the same size, which can be reused. */
  readonly earlier: ImageFile | undefined
  /** How the chosen model treats masks, if it matters. */
  readonly note: ReactNode
  /** Gets a PNG as large as the image. Rejects if it can't be stored. */
  readonly onDone: (file: Blob) => Promise<void>
  readonly onClose: () => void
}

interface MaskWorkplaceProps extends MaskEditorProps {
  /** Called with whether closing would lose anything. */
  readonly onPaint: (hasPaint: boolean) => void
}

/** The image, the mask painted on it, and the tools. */
export function MaskWorkplace({ image, mask, earlier, note, onPaint, onDone, onClose }: MaskWorkplaceProps) {
  const { t } = useTranslation()
  const canvas = useRef<HTMLCanvasElement>(null)
  const painter = useRef<MaskPainter>(undefined)
  const [isReady, setReady] = useState(false)
  const [state, setState] = useState(NO_STATE)
  const noteState = useEffectEvent((next: PainterState) => {
    setState(next)
    onPaint(next.canUndo)
  })
  const [tool, setTool] = useState<Tool>('brush')
  const [step, setStep] = useState(FIRST_STEP)
  const [feather, setFeather] = useState(0)
  const [shape, setShape] = useState<Shape>()
  const circle = useRef<HTMLDivElement>(null)
  const [isPanning, setPanning] = useState(false)
  const [isSaving, setSaving] = useState(false)
  const [problem, setProblem] = useState<'empty' | 'full' | 'failed' | 'unreadable'>()
  const element = useRef<HTMLDivElement>(null)
  const stage = useStage(element, image)
  const brush = computeBrushSize(step, image)

  useEffect(() => {
    const drawn = canvas.current
    if (!drawn) return undefined
    let isGone = false
    const start = (base?: ImageBitmap): void => {
      if (isGone) return
      const color = getComputedStyle(drawn).color
      const { width, height } = image
      painter.current = new MaskPainter({
        canvas: drawn,
        width,
        height,
        color,
        ...(base && { base }),
        onChange: noteState,
      })
      setReady(true)
    }
    if (!mask) start()
    else
      void readPaint(mask, image).then((base) => {
        if (!base) setProblem('unreadable')
        start(base)
      })
    return () => {
      isGone = true
      painter.current?.dispose()
    }
  }, [image, mask])

  const { scale, x, y } = stage.view
  useLayoutEffect(() => {
    if (!isReady) return
    const ratio = window.devicePixelRatio
    const { width, height } = stage.size
    painter.current?.show({
      width: Math.round(width * ratio),
      height: Math.round(height * ratio),
      scale: scale * ratio,
      left: ((width - image.width * scale) / 2 + x) * ratio,
      top: ((height - image.height * scale) / 2 + y) * ratio,
    })
  }, [isReady, image, stage.size, scale, x, y])

  const act = (change: (painter: MaskPainter) => void): void => {
    setProblem(undefined)
    if (painter.current) change(painter.current)
  }
  const applyRectangle = (): boolean => {
    if (shape?.type !== 'rectangle') return false
    act((current) => current.apply({ type: 'area', erases: false, points: listCorners(shape.rectangle) }))
    setShape(undefined)
    return true
  }
  const chooseTool = (next: Tool, isByKey: boolean): void => {
    setTool(next)
    setShape(isByKey && next === 'rectangle' ? { type: 'rectangle', rectangle: createMiddle(image) } : undefined)
    // The arrow keys now move the rectangle.
    if (isByKey && next === 'rectangle') element.current?.focus()
  }
  const finish = async (): Promise<void> => {
    if (!painter.current || isSaving) return
    setSaving(true)
    try {
      const paint = await painter.current.readPaint()
      const encoded = await runMaskJob({ type: 'encode', paint, feather }, [paint])
      if (encoded.type === 'failed') return setProblem('failed')
      if (encoded.coverage !== 'some') return setProblem(encoded.coverage === 'none' ? 'empty' : 'full')
      await onDone(encoded.file)
    } catch {
      setProblem('failed')
    } finally {
      setSaving(false)
    }
  }
  const takeEarlier = async (file: ImageFile): Promise<void> => {
    const bitmap = await readPaint(file, image)
    if (bitmap) act((current) => current.apply({ type: 'load', bitmap }))
    else setProblem('unreadable')
  }

  const handleStageKey = useEffectEvent((event: KeyboardEvent): boolean => {
    const by = getKeyStep(event.key, event.altKey, image)
    if (by && tool === 'rectangle') {
      setShape((was) => {
        const before = was?.type === 'rectangle' ? was.rectangle : undefined
        const change = event.shiftKey ? resizeRectangle : moveRectangle
        return { type: 'rectangle', rectangle: before ? change(before, by, image) : createMiddle(image) }
      })
      return true
    }
    if (by) {
      stage.panBy({ x: -by.x * stage.view.scale, y: -by.y * stage.view.scale })
      return true
    }
    return event.key === 'Enter' && applyRectangle()
  })
  const handleKey = useEffectEvent((event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing) return
    const isOnStage = event.target === element.current
    if (event.key === 'Escape' && shape) setShape(undefined)
    else if (isShortcut(event, 'z')) act((current) => current.undo())
    else if (isRedo(event)) act((current) => current.redo())
    else if (isOnStage && handleStageKey(event)) setProblem(undefined)
    else if (event.key === ' ' && isOnStage) setPanning(true)
    else if (event.ctrlKey || event.metaKey || event.altKey) return
    else {
      const run = MASK_KEYS[event.key.toLowerCase()]
      if (!run) return
      run({
        choose: (next) => chooseTool(next, true),
        resize: (by) => setStep((was) => clampStep(was + by)),
        zoom: stage.zoomBy,
        fit: stage.fit,
        showActual: stage.showActual,
        invert: () => act((current) => current.apply({ type: 'invert' })),
        clear: () => act((current) => current.apply({ type: 'clear' })),
      })
    }
    event.preventDefault()
  })
  useEffect(() => {
    const handleUp = ({ key }: KeyboardEvent): void => {
      if (key === ' ') setPanning(false)
    }
    window.addEventListener('keydown', handleKey)
    window.addEventListener('keyup', handleUp)
    return () => {
      window.removeEventListener('keydown', handleKey)
      window.removeEventListener('keyup', handleUp)
    }
  }, [])
  useEffect(() => element.current?.focus(), [])

  const pointers = usePointers({
    image,
    element,
    stage,
    painter,
    tool,
    brush,
    step,
    isPanning,
    onStep: setStep,
    onShape: setShape,
    onHover: (point) => placeCircle(circle.current, point),
  })
  const box = {
    width: image.width,
    height: image.height,
    translate: `calc(-50% + ${x}px) calc(-50% + ${y}px)`,
    scale,
  }
  const hasBrush = tool === 'brush' || tool === 'eraser'
  return (
    <>
      <div
        ref={element}
        role="application"
        tabIndex={0}
        aria-label={t('mask.stage')}
        aria-description={t(tool === 'rectangle' ? 'mask.rectangleKeys' : 'mask.stageKeys')}
        aria-busy={!isReady}
        {...pointers}
        className={`relative min-h-0 grow touch-none overflow-hidden bg-surface-sunken focus-visible:-outline-offset-2 ${
          isPanning ? 'cursor-grab active:cursor-grabbing' : hasBrush ? 'cursor-none' : 'cursor-crosshair'
        }`}
      >
        <img
          src={imageUrl(image.hash)}
          alt=""
          draggable={false}
          style={box}
          className="pointer-events-none absolute top-1/2 left-1/2 max-w-none"
        />
        <canvas ref={canvas} className="pointer-events-none absolute inset-0 size-full text-mask opacity-55" />
        {shape && <Outline shape={shape} image={image} stage={stage} />}
        {hasBrush && !isPanning && <BrushCircle ref={circle} diameter={brush * scale} />}
      </div>
      <p
        role="status"
        className="flex min-h-9 flex-wrap items-center justify-center gap-x-2 px-4 py-1.5 text-center text-12 text-text-muted"
      >
        {problem ? (
          <span className="text-danger">{t(`mask.problem.${problem}`)}</span>
        ) : shape?.type === 'rectangle' ? (
          t('mask.rectangleAt', { ...measureShares(shape.rectangle, image) })
        ) : (
          (note ?? t('mask.hint'))
        )}
      </p>
      <MaskTools
        tool={tool}
        step={step}
        brush={brush}
        feather={feather}
        mostFeather={Math.max(8, Math.round(Math.min(image.width, image.height) / 8))}
        state={state}
        onTool={chooseTool}
        onStep={setStep}
        onFeather={setFeather}
        onInvert={() => act((current) => current.apply({ type: 'invert' }))}
        onClear={() => act((current) => current.apply({ type: 'clear' }))}
        onUndo={() => act((current) => current.undo())}
        onRedo={() => act((current) => current.redo())}
      >
        <ZoomButtons stage={stage} />
        <div className="flex gap-2">
          {earlier && <Button onClick={() => void takeEarlier(earlier)}>{t('mask.useEarlier')}</Button>}
          <Button onClick={onClose}>{t('mask.cancel')}</Button>
          <Button look="primary" disabled={!isReady || isSaving} onClick={() => void finish()}>
            {t('mask.done')}
          </Button>
        </div>
      </MaskTools>
    </>
  )
}

async function readPaint(mask: ImageFile, { width, height }: ImageFile): Promise<ImageBitmap | undefined> {
  const read = await runMaskJob({ type: 'read', mask: mask.hash, size: { width, height } }).catch(() => undefined)
  return read?.type === 'read' ? read.paint : undefined
}
