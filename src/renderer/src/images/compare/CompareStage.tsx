import { useState, type CSSProperties, type ReactNode } from 'react'
import { imageUrl } from '@shared/image-url'
import { useTranslation } from '@/i18n/use-translation'
import { classNames } from '@/lib/class-names'
import type { Candidate } from './candidate'
import { chooseColumns } from './choose-columns'
import { SplitHandle } from './SplitHandle'
import type { LockedZoom } from './use-locked-view'

/** `side`: next to each other. The others stack the images: with a movable edge, in turn, or subtracted. */
export const COMPARE_MODES = ['side', 'slider', 'flicker', 'difference'] as const
export type CompareMode = (typeof COMPARE_MODES)[number]

/** Whether only the first two are shown. */
export function isPair(mode: CompareMode): boolean {
  return mode === 'slider' || mode === 'difference'
}

interface CompareStageProps {
  readonly mode: CompareMode
  readonly shown: readonly Candidate[]
  readonly zoom: LockedZoom
  /** Which image is on top, for `flicker`. */
  readonly turn: number
  /** Called for a click on the images in `flicker`, to show the next one. */
  readonly onAdvance: () => void
  /** Makes small differences visible. */
  readonly isAmplified: boolean
}

/** The compared images. They share one zoom and position, so all of them show the same spot. */
export function CompareStage({ mode, shown, zoom, turn, onAdvance, isAmplified }: CompareStageProps) {
  const { t } = useTranslation()
  const { stage, view, onPointerDown, onPointerMove, onPointerUp } = zoom
  const [split, setSplit] = useState(50)
  const [first, second] = shown
  const columns =
    mode === 'side'
      ? chooseColumns(
          shown.map(({ image }) => image),
          zoom.room,
        )
      : 1
  return (
    <div
      ref={stage}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerUp}
      onClick={() => {
        if (mode === 'flicker' && !zoom.hasPanned()) onAdvance()
      }}
      style={{
        gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
        '--zoom': view.zoom,
        '--x': view.x,
        '--y': view.y,
        '--split': `${split}%`,
      }}
      data-mode={mode}
      className={classNames(
        'grid min-h-0 grow touch-none auto-rows-[minmax(0,1fr)] gap-2 overflow-hidden px-3',
        view.zoom > 1 && 'cursor-grab active:cursor-grabbing',
      )}
    >
      {mode === 'side' &&
        shown.map((candidate, index) => (
          <Pane key={candidate.image.attachmentId} letter={letterAt(index)}>
            <Layer candidate={candidate} />
          </Pane>
        ))}
      {mode === 'slider' && first && second && (
        <Pane letter={letterAt(0)} lastLetter={letterAt(1)}>
          <Layer candidate={second} />
          <Layer candidate={first} clip="inset(0 calc(100% - var(--split)) 0 0)" />
          <SplitHandle split={split} onChange={setSplit} />
        </Pane>
      )}
      {mode === 'flicker' && (
        <Pane letter={letterAt(turn % shown.length)}>
          {shown.map((candidate, index) => (
            <Layer key={candidate.image.attachmentId} candidate={candidate} isHidden={index !== turn % shown.length} />
          ))}
        </Pane>
      )}
      {mode === 'difference' && first && second && (
        <Pane
          letter={t(first.image.hash === second.image.hash ? 'compare.sameFile' : 'compare.black', {
            letters: `${letterAt(0)} − ${letterAt(1)}`,
          })}
        >
          <div className="absolute inset-0 isolate" style={{ filter: isAmplified ? 'brightness(8)' : undefined }}>
            <Layer candidate={first} />
            <Layer candidate={second} blend="difference" />
          </div>
        </Pane>
      )}
    </div>
  )
}

/** Returns A, B, C or D. The facts of an image are labeled with the same letter. */
export function letterAt(index: number): string {
  return String.fromCharCode(65 + index)
}

interface PaneProps {
  readonly letter: string
  /** The letter of the image on the right. */
  readonly lastLetter?: string
  readonly children: ReactNode
}

function Pane({ letter, lastLetter, children }: PaneProps) {
  return (
    <div data-pane className="relative min-h-0 overflow-hidden rounded-sm bg-surface-field">
      {children}
      <Letter className="left-2">{letter}</Letter>
      {lastLetter !== undefined && <Letter className="right-2">{lastLetter}</Letter>}
    </div>
  )
}

function Letter({ children, className }: { readonly children: string; readonly className: string }) {
  return (
    <span
      aria-hidden
      className={classNames(
        'pointer-events-none absolute top-2 rounded-sm border border-line bg-surface-raised px-1.5 text-12 font-medium',
        className,
      )}
    >
      {children}
    </span>
  )
}

interface LayerProps {
  readonly candidate: Candidate
  readonly clip?: string
  readonly blend?: CSSProperties['mixBlendMode']
  readonly isHidden?: boolean
}

/** One image that follows the shared view. The clip is relative to the pane: it stays while the image moves. */
function Layer({ candidate: { image, prompt, title }, clip, blend, isHidden = false }: LayerProps) {
  const { t } = useTranslation()
  const [isMissing, setIsMissing] = useState(false)
  return (
    <div
      style={{ clipPath: clip, mixBlendMode: blend, visibility: isHidden ? 'hidden' : undefined }}
      className="pointer-events-none absolute inset-0"
    >
      {isMissing ? (
        <p role="alert" className="flex h-full items-center justify-center p-4 text-center text-13">
          {t('image.missing')}
        </p>
      ) : (
        <img
          src={imageUrl(image.hash)}
          alt={`${title}: ${prompt}`}
          draggable={false}
          onError={() => setIsMissing(true)}
          className="size-full object-contain"
          style={{
            translate: 'calc(var(--x) * var(--zoom) * 100%) calc(var(--y) * var(--zoom) * 100%)',
            scale: 'var(--zoom)',
          }}
        />
      )}
    </div>
  )
}
