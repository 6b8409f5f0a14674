import type { KeyboardEvent, PointerEvent } from 'react'
import { useTranslation } from '@/i18n/use-translation'

interface SplitHandleProps {
  /** Where the edge between the images is, in percent from the left. */
  readonly split: number
  readonly onChange: (split: number) => void
}

/** The edge between two stacked images. */
export function SplitHandle({ split, onChange }: SplitHandleProps) {
  const { t } = useTranslation()
  const handleKey = (event: KeyboardEvent): void => {
    const next = findNext(event.key, split)
    if (next === undefined) return
    event.preventDefault()
    onChange(next)
  }
  const handleMove = (event: PointerEvent): void => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
    event.stopPropagation()
    const box = event.currentTarget.parentElement?.getBoundingClientRect()
    if (box) onChange(clamp(((event.clientX - box.left) / box.width) * 100))
  }
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={t('compare.edge')}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(split)}
      onKeyDown={handleKey}
      onPointerDown={(event) => {
        // Otherwise the images would be dragged.
        event.stopPropagation()
        if (event.button === 0) event.currentTarget.setPointerCapture(event.pointerId)
      }}
      onPointerMove={handleMove}
      style={{ left: 'var(--split)' }}
      className="group absolute inset-y-0 -ml-4 flex w-8 cursor-ew-resize justify-center focus-visible:outline-none"
    >
      <div className="h-full w-0.5 bg-accent-contrast shadow-float group-focus-visible:bg-accent forced-colors:bg-[ButtonText]" />
      <div className="absolute top-1/2 size-7 -translate-y-1/2 rounded-full border-2 border-accent bg-surface-raised group-focus-visible:outline-2 group-focus-visible:outline-offset-2 group-focus-visible:outline-focus" />
    </div>
  )
}

const STEP = 2

function findNext(key: string, split: number): number | undefined {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return clamp(split - STEP)
    case 'ArrowRight':
    case 'ArrowUp':
      return clamp(split + STEP)
    case 'Home':
      return 0
    case 'End':
      return 100
    default:
      return undefined
  }
}

function clamp(split: number): number {
  return Math.min(100, Math.max(0, split))
}
