import { Maximize, Minus, Pause, Play, Plus, X } from 'lucide-react'
import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import type { AttachmentId } from '@shared/ids'
import { useFormat } from '@/i18n/use-format'
import { useTranslation } from '@/i18n/use-translation'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { IconButton } from '@/ui/IconButton'
import { useMedia } from '@/ui/use-media'
import { toggleCompared, type Candidate } from './candidate'
import { CandidateStrip } from './CandidateStrip'
import { CompareFacts } from './CompareFacts'
import { COMPARE_MODES, CompareStage, isPair, type CompareMode } from './CompareStage'
import { useLockedView, type LockedZoom } from './use-locked-view'
import '@/i18n/later'

interface CompareDialogProps {
  /** At least two. */
  readonly candidates: readonly Candidate[]
  /** The images compared at first: two to four. */
  readonly initial: readonly AttachmentId[]
  readonly onGoOn: (candidate: Candidate) => void
  readonly onClose: () => void
}

const STEP = 1.4
/** An arrow key moves the images by this share of a pane. */
const PAN_STEP = 0.1
/** Two changes a second; WCAG 2.3.1 allows three. */
const FLICKER_MS = 500

/** Compares two to four images with a shared zoom and position, as large as the window. */
export function CompareDialog({ candidates, initial, onGoOn, onClose }: CompareDialogProps) {
  const { t } = useTranslation()
  const [chosen, setChosen] = useState(initial)
  const [mode, setMode] = useState<CompareMode>('side')
  const [isAmplified, setIsAmplified] = useState(false)
  const flicker = useFlicker(mode === 'flicker')
  const zoom = useLockedView()
  const isNarrow = useMedia('(max-width: 639px)')
  const root = useRef<HTMLDivElement>(null)
  useEffect(() => root.current?.focus(), [])
  // Memoized, so that zooming and panning only renders the images again.
  const shown = useMemo(
    () => chosen.flatMap((id) => candidates.find(({ image }) => image.attachmentId === id) ?? []),
    [chosen, candidates],
  )
  const hasTwo = isPair(mode)
  const described = useMemo(() => (hasTwo ? shown.slice(0, 2) : shown), [hasTwo, shown])
  const toggle = useCallback((id: AttachmentId) => setChosen((was) => toggleCompared(was, id)), [])
  const handleKey = (event: KeyboardEvent): void => {
    const act = event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey ? undefined : findAct(event)
    if (!act) return
    event.preventDefault()
    act()
  }
  const findAct = ({ key, target }: KeyboardEvent): (() => void) | undefined => {
    switch (key) {
      case '+':
      case '=':
        return () => zoom.zoomBy(STEP)
      case '-':
        return () => zoom.zoomBy(1 / STEP)
      case '0':
        return zoom.fit
      case 'ArrowLeft':
        return () => zoom.pan({ x: PAN_STEP, y: 0 })
      case 'ArrowRight':
        return () => zoom.pan({ x: -PAN_STEP, y: 0 })
      case 'ArrowUp':
        return () => zoom.pan({ x: 0, y: PAN_STEP })
      case 'ArrowDown':
        return () => zoom.pan({ x: 0, y: -PAN_STEP })
      case ' ':
        // On a button, the space bar presses the button.
        return mode === 'flicker' && target === root.current ? flicker.advance : undefined
      default:
        return undefined
    }
  }
  const modeTool =
    mode === 'difference' ? (
      <Button
        look="quiet"
        size="small"
        aria-pressed={isAmplified}
        className="aria-pressed:bg-hover aria-pressed:text-text"
        onClick={() => setIsAmplified(!isAmplified)}
      >
        {t('compare.amplify')}
      </Button>
    ) : mode === 'flicker' ? (
      <IconButton
        icon={flicker.isRunning ? Pause : Play}
        label={t(flicker.isRunning ? 'compare.pause' : 'compare.play')}
        hintSide={isNarrow ? 'above' : 'below'}
        onClick={flicker.toggle}
      />
    ) : undefined
  return (
    <Dialog label={t('compare.title')} onDismiss={onClose} className="size-full bg-surface">
      {/* Has the focus at first, so that keys apply to the images and not to a button. */}
      <div
        ref={root}
        tabIndex={-1}
        data-focus-home
        onKeyDown={handleKey}
        className="flex h-full flex-col focus-visible:outline-none"
      >
        <header className="title-bar">
          <IconButton icon={X} label={t('compare.close')} hintSide="below" onClick={onClose} />
          <h1 className="mr-auto px-2 text-13 font-medium max-narrow:sr-only">{t('compare.title')}</h1>
          {!isNarrow && modeTool}
          <ModeButtons
            mode={mode}
            // Pressing it again shows the next image, also with the keyboard.
            onChoose={(name) => (name === 'flicker' && mode === 'flicker' ? flicker.advance() : setMode(name))}
          />
          <div className="ml-auto">{!isNarrow && <ZoomButtons zoom={zoom} />}</div>
        </header>
        <div className="relative flex min-h-0 grow flex-col">
          <CompareStage
            mode={mode}
            shown={shown}
            zoom={zoom}
            turn={flicker.turn}
            onAdvance={flicker.advance}
            isAmplified={isAmplified}
          />
          {/* A narrow bar has no room for these. */}
          {isNarrow && (
            <div className="absolute right-5 bottom-2 flex items-center rounded-md border border-line bg-surface-raised">
              {modeTool}
              <ZoomButtons zoom={zoom} />
            </div>
          )}
        </div>
        <CompareFacts shown={described} onGoOn={onGoOn} />
        {candidates.length > 2 && <CandidateStrip candidates={candidates} shown={chosen} onToggle={toggle} />}
      </div>
    </Dialog>
  )
}

interface ModeButtonsProps {
  readonly mode: CompareMode
  readonly onChoose: (mode: CompareMode) => void
}

function ModeButtons({ mode, onChoose }: ModeButtonsProps) {
  const { t } = useTranslation()
  return (
    <div role="group" aria-label={t('compare.mode')} className="flex rounded-sm border border-line no-drag">
      {COMPARE_MODES.map((name) => (
        <button
          key={name}
          type="button"
          aria-pressed={name === mode}
          onClick={() => onChoose(name)}
          className="h-7 border-l border-line px-2.5 text-12 whitespace-nowrap text-text-muted first:rounded-l-sm first:border-l-0 last:rounded-r-sm hover:text-text aria-pressed:bg-selected aria-pressed:font-medium aria-pressed:text-text forced-colors:aria-pressed:underline"
        >
          {t(`compare.modes.${name}`)}
        </button>
      ))}
    </div>
  )
}

function ZoomButtons({ zoom: { view, zoomBy, fit } }: { readonly zoom: LockedZoom }) {
  const { t } = useTranslation()
  const format = useFormat()
  const isWhole = view.zoom === 1
  return (
    <div className="flex items-center">
      <IconButton
        icon={Minus}
        label={t('lightbox.zoomOut')}
        hint={`${t('lightbox.zoomOut')}  −`}
        hintSide="below"
        disabled={isWhole}
        onClick={() => zoomBy(1 / STEP)}
      />
      <span className="tabular w-12 text-center text-12 text-text-muted">{format.percent(view.zoom)}</span>
      <IconButton
        icon={Plus}
        label={t('lightbox.zoomIn')}
        hint={`${t('lightbox.zoomIn')}  +`}
        hintSide="below"
        onClick={() => zoomBy(STEP)}
      />
      <IconButton
        icon={Maximize}
        label={t('lightbox.fit')}
        hint={`${t('lightbox.fit')}  0`}
        hintSide="below"
        disabled={isWhole}
        onClick={fit}
      />
    </div>
  )
}

interface Flicker {
  /** Increases with every change. */
  readonly turn: number
  readonly isRunning: boolean
  readonly toggle: () => void
  readonly advance: () => void
}

/** Shows the images in turn: automatically while it runs, or one by one. Starts paused. */
function useFlicker(isActive: boolean): Flicker {
  const [turn, setTurn] = useState(0)
  const [isWanted, setIsWanted] = useState(false)
  const isRunning = isActive && isWanted
  useEffect(() => {
    if (!isRunning) return
    const timer = setInterval(() => setTurn((was) => was + 1), FLICKER_MS)
    return () => clearInterval(timer)
  }, [isRunning])
  return {
    turn,
    isRunning,
    toggle: () => setIsWanted(!isWanted),
    advance: () => setTurn(turn + 1),
  }
}
