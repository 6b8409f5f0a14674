import { GridRows } from '@visx/grid'
import { scaleBand, scaleLinear } from '@visx/scale'
import { BarStack } from '@visx/shape'
import type { ModelId } from '@shared/catalogue'
import type { MicroUsd } from '@shared/pricing'
import { useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { useFormat } from '@/i18n/use-format'
import { ChartTip } from './ChartTip'
import { formatStep, formatTick } from './format-period'
import type { UsagePeriod } from './period'
import { getAmount, SHADES, type Shade } from './series'
import type { StepSpend } from './spend'
import { useAmounts } from './use-amounts'
import { useWidth } from './use-width'

const HEIGHT = 210
/** Room for text above the highest line. */
const TOP = 18
/** One line of text under the axis. */
const BOTTOM = 24
/** For amounts up to "$1,000.00". */
const LEFT = 60
/** Between labels under the axis, from start to start. */
const TICK_WIDTH = 64
/** With few steps, wider bars would look like blocks. */
const WIDEST_BAR = 40
const GRID_LINES = 3

const FILL = { 1: 'fill-chart-1', 2: 'fill-chart-2', 3: 'fill-chart-3', 4: 'fill-chart-4' } as const

interface SpendChartProps {
  readonly steps: readonly StepSpend[]
  readonly step: UsagePeriod['step']
  readonly shades: ReadonlyMap<ModelId, Shade>
  /** For one step; null if there's none. */
  readonly cap: MicroUsd | null
}

/** A cap further away would flatten the bars. The figures show it anyway. */
const FARTHEST_CAP = 2

/**
 * Bars over time, stacked by model. Pointing at a step, or moving to it with the arrow keys, shows its figures. For
 * screen readers it's one control that reads out one step at a time; `StepTable` contains all steps.
 */
export function SpendChart({ steps, step, shades, cap }: SpendChartProps) {
  const { t, i18n } = useTranslation()
  const format = useFormat()
  const amounts = useAmounts()
  const box = useRef<HTMLDivElement>(null)
  const width = useWidth(box)
  const [pointed, setPointed] = useState<number>()
  const [focused, setFocused] = useState<number>()
  const [position, setPosition] = useState<number>()
  const plotWidth = Math.max(0, width - LEFT)
  const x = useMemo(
    () =>
      scaleBand({
        domain: steps.map(({ from }) => from),
        range: [0, plotWidth],
        paddingInner: 0.28,
        paddingOuter: 0.14,
      }),
    [steps, plotWidth],
  )
  const most = Math.max(...steps.map(({ known }) => known))
  const drawnCap = cap !== null && cap > 0 && cap <= most * FARTHEST_CAP ? cap : undefined
  const y = useMemo(
    () => scaleLinear({ domain: [0, Math.max(most, drawnCap ?? 0)], range: [HEIGHT - BOTTOM, TOP], nice: GRID_LINES }),
    [most, drawnCap],
  )
  const ticks = y.ticks(GRID_LINES)
  const labels = format.axisMoney(ticks)
  const every = Math.max(1, Math.ceil(TICK_WIDTH / x.step()))
  const active = pointed ?? focused
  const activeStep = active === undefined ? undefined : steps[active]
  // Start at the latest step that isn't empty.
  const current = Math.min(position ?? steps.findLastIndex(({ known }) => known > 0), steps.length - 1)
  const currentStep = steps[current]
  const barWidth = Math.max(1, Math.min(x.bandwidth(), WIDEST_BAR))
  const inset = (x.bandwidth() - barWidth) / 2

  const point = (event: PointerEvent<SVGSVGElement>): void => {
    const offset = event.clientX - event.currentTarget.getBoundingClientRect().left - LEFT
    const index = Math.floor(offset / (plotWidth / steps.length))
    setPointed(index >= 0 && index < steps.length ? index : undefined)
  }
  const go = (index: number): void => {
    const next = Math.max(0, Math.min(steps.length - 1, index))
    setPosition(next)
    setFocused(next)
  }
  const handleKey = (event: KeyboardEvent): void => {
    const target = { ArrowLeft: current - 1, ArrowRight: current + 1, Home: 0, End: steps.length - 1 }[event.key]
    if (target === undefined) return
    event.preventDefault()
    go(target)
  }
  return (
    <div
      ref={box}
      role="slider"
      tabIndex={0}
      aria-label={t(step === 'day' ? 'usage.chosenDay' : 'usage.chosenMonth')}
      aria-valuemin={1}
      aria-valuemax={steps.length}
      aria-valuenow={current + 1}
      aria-valuetext={currentStep && `${formatStep(currentStep, step, i18n.language)}: ${amounts.sum(currentStep)}`}
      onKeyDown={handleKey}
      onFocus={(event) => {
        // A pointer press has already shown its figures.
        if (event.currentTarget.matches(':focus-visible')) go(current)
      }}
      onBlur={() => setFocused(undefined)}
      className="relative rounded-sm focus-visible:outline-offset-8"
    >
      {width > 0 && (
        <svg
          aria-hidden
          width={width}
          height={HEIGHT}
          onPointerMove={point}
          onPointerLeave={() => setPointed(undefined)}
          className="chart tabular block overflow-visible"
        >
          {activeStep && (
            <rect
              x={LEFT + (active ?? 0) * (plotWidth / steps.length)}
              width={plotWidth / steps.length}
              y={0}
              height={HEIGHT - BOTTOM}
              className="fill-hover"
            />
          )}
          <GridRows
            left={LEFT}
            width={plotWidth}
            scale={y}
            tickValues={ticks.slice(1)}
            stroke="var(--line)"
            shapeRendering="crispEdges"
          />
          {ticks.map((tick, index) => (
            <text key={tick} x={LEFT - 12} y={y(tick)} dy="0.32em" textAnchor="end" className="fill-text-muted text-12">
              {labels[index]}
            </text>
          ))}
          <BarStack
            data={[...steps]}
            keys={[...SHADES]}
            x={({ from }) => from}
            value={(each, shade) => getAmount(each, shade, shades)}
            xScale={x}
            yScale={y}
            color={() => ''}
          >
            {(stacks) =>
              stacks.map(({ key, bars }) =>
                bars
                  .filter(({ height }) => height > 0)
                  .map((bar) => (
                    <rect
                      key={`${key}-${bar.index}`}
                      x={LEFT + bar.x + inset}
                      width={barWidth}
                      y={bar.y}
                      // Show every payment, however small. A hairline separates it from the bar above.
                      height={Math.max(1, bar.height - (bar.height > 3 ? 1 : 0))}
                      className={FILL[key]}
                    />
                  )),
              )
            }
          </BarStack>
          {drawnCap !== undefined && <CapLine y={y(drawnCap)} step={step} amount={drawnCap} width={width} />}
          <line x1={LEFT} x2={width} y1={HEIGHT - BOTTOM} y2={HEIGHT - BOTTOM} className="stroke-line-control" />
          {steps.map(
            (each, index) =>
              index % every === 0 && (
                <text
                  key={each.from}
                  x={LEFT + (x(each.from) ?? 0) + x.bandwidth() / 2}
                  y={HEIGHT - 6}
                  textAnchor="middle"
                  className="fill-text-muted text-12"
                >
                  {formatTick(each, step, i18n.language)}
                </text>
              ),
          )}
        </svg>
      )}
      {activeStep && active !== undefined && (
        <ChartTip
          spend={activeStep}
          step={step}
          shades={shades}
          at={LEFT + ((active + 0.5) * plotWidth) / steps.length}
          width={width}
        />
      )}
    </div>
  )
}

interface CapLineProps {
  readonly y: number
  readonly step: UsagePeriod['step']
  readonly amount: MicroUsd
  readonly width: number
}

/**
 * Above the bars, with its name at the end. The text has an outline in the background's color, so that it's readable
 * over any bar.
 */
function CapLine({ y, step, amount, width }: CapLineProps) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <g>
      <line x1={LEFT} x2={width} y1={y} y2={y} strokeDasharray="2 3" className="stroke-text" />
      <text
        x={width}
        y={y - 5}
        textAnchor="end"
        strokeWidth={4}
        paintOrder="stroke"
        className="fill-text stroke-surface text-12"
      >
        {t(step === 'day' ? 'usage.dailyCap' : 'usage.monthlyCap', { amount: format.cap(amount) })}
      </text>
    </g>
  )
}
