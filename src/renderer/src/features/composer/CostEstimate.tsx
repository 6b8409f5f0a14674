import { useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { hasPointerMoved } from '@/lib/pointer-place'
import { lazyPart } from '@/ui/lazy-part'
import type { Ask } from './several'
import { useSumText } from './use-estimate'

const EstimateDetails = lazyPart(() => import('./EstimateDetails').then((module) => module.EstimateDetails))

/** Time for the pointer to move from the amount to its explanation above the message box. Milliseconds. */
const LEAVE_MS = 200

interface CostEstimateProps {
  /** The models to ask, at least one. */
  readonly asks: readonly Ask[]
  readonly promptLength: number
  /** How many images are attached. */
  readonly inputs: number
}

/** What sending would cost, always at the same place next to Send. Hover and focus show the breakdown. */
export function CostEstimate({ asks, promptLength, inputs }: CostEstimateProps) {
  const { t } = useTranslation()
  const detailsId = useId()
  const [open, setOpen] = useState(false)
  const leaving = useRef<number>(undefined)
  const text = useSumText(asks, promptLength, inputs)
  const stay = (): void => {
    window.clearTimeout(leaving.current)
    setOpen(true)
  }
  useEffect(() => () => window.clearTimeout(leaving.current), [])
  return (
    <div
      className="shrink-0"
      onPointerMove={(event) => hasPointerMoved(event) && stay()}
      onPointerLeave={() => (leaving.current = window.setTimeout(() => setOpen(false), LEAVE_MS))}
      onFocus={stay}
      onBlur={() => setOpen(false)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !open) return
        event.stopPropagation()
        setOpen(false)
      }}
    >
      <button
        type="button"
        data-testid="cost-estimate"
        aria-label={t('composer.estimate', { amount: text })}
        aria-describedby={open ? detailsId : undefined}
        className="tabular h-8 rounded-sm px-1.5 text-12 whitespace-nowrap text-text-muted"
      >
        {text}
      </button>
      {open && <EstimateDetails.Component id={detailsId} asks={asks} promptLength={promptLength} inputs={inputs} />}
    </div>
  )
}
