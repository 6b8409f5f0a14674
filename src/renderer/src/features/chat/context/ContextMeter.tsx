import { useDeferredValue, useEffect } from 'react'
import type { Model } from '@shared/catalogue'
import type { InputImage } from '@shared/request'
import { useModelFinder } from '@/bridge/use-model-finder'
import { useFormat } from '@/i18n/use-format'
import { useTranslation } from '@/i18n/use-translation'
import { classNames } from '@/lib/class-names'
import { getSentSettings } from '../projects/project-instructions'
import type { Message } from '../model'
import { useChatStore } from '../use-chat-store'
import { cut, NO_CUT } from './cut'
import { createQuestion, planContext, type ContextPlan } from './plan-context'
import '@/i18n/later'

/** Below this share of the window, nothing is shown. */
const QUIET = 0.5

interface ContextMeterProps {
  /** All models that the message is sent to. */
  readonly models: readonly Model[]
  /** The text in the message box. */
  readonly text: string
  readonly inputs: readonly InputImage[]
  /** The messages that the next one follows. */
  readonly before: readonly Message[]
}

interface Planned {
  readonly model: Model
  readonly plan: ContextPlan
  readonly room: number
}

/**
 * How much of the model's context window the next message and its history use, once that is a lot. With several models,
 * the one with the least room counts. Also determines the first message that is sent.
 */
export function ContextMeter({ text: typed, ...asked }: ContextMeterProps) {
  const { t } = useTranslation()
  const format = useFormat()
  // Counting a very long text takes milliseconds; typing shouldn't wait for it.
  const text = useDeferredValue(typed)
  const tightest = useTightest({ ...asked, text })
  const firstId = tightest?.plan.firstId
  const leftOut = tightest?.plan.leftOut ?? 0
  const name = tightest?.model.name ?? ''
  useEffect(
    () => cut.setState(firstId !== undefined ? { firstId, leftOut, model: name } : NO_CUT),
    [firstId, leftOut, name],
  )
  useEffect(() => () => cut.setState(NO_CUT), [])
  if (!tightest) return null
  const { room, plan } = tightest
  const share = plan.tokens / room
  if (share < QUIET && leftOut === 0) return null
  const facts = { tokens: format.number(roundTokens(plan.tokens)), room: format.number(room), model: name }
  const details = t(share > 1 ? 'context.tooLong' : 'context.details', facts)
  const shown = format.percent(Math.min(9.99, Math.max(0.01, Math.round(share * 100) / 100)))
  const hint = leftOut > 0 ? `${details} ${t('context.leftOut', { count: leftOut, model: name })}` : details
  return (
    <div
      role="meter"
      tabIndex={0}
      aria-label={t('context.meter')}
      aria-valuemin={0}
      aria-valuemax={room}
      aria-valuenow={Math.min(room, plan.tokens)}
      aria-valuetext={hint}
      data-hint={hint}
      className="flex h-8 shrink-0 items-center gap-1.5 rounded-sm px-2 text-12 text-text-muted"
    >
      <span
        aria-hidden
        className={classNames(
          'h-1 w-8 overflow-hidden rounded-sm bg-line-control forced-colors:border',
          // In a narrow column, the text is worth more.
          leftOut > 0 && '@max-[520px]:hidden',
        )}
      >
        <span
          className={share > 0.9 ? 'block h-full bg-warning' : 'block h-full bg-text-muted'}
          style={{ width: `${Math.min(100, share * 100)}%` }}
        />
      </span>
      <span className="tabular">{shown}</span>
      {/* The line in the conversation is often scrolled out of view. */}
      {leftOut > 0 && <span className="tabular">{t('context.notSent', { number: format.number(leftOut) })}</span>}
    </div>
  )
}

function useTightest({ models, text, inputs, before }: ContextMeterProps): Planned | undefined {
  const find = useModelFinder()
  const settings = useChatStore(getSentSettings)
  // A question is never empty, but an empty message box should count the history alone.
  const question = createQuestion(text.trim() || '?', inputs)
  const planned = models.flatMap((model): readonly Planned[] => {
    const plan = planContext({ before, question, model: find(model.id), settings })
    return plan.room === undefined ? [] : [{ model, plan, room: plan.room }]
  })
  return planned.toSorted((one, other) => getFill(other) - getFill(one))[0]
}

/** Left-out messages count first, because what remains always fits. */
function getFill({ plan, room }: Planned): number {
  return plan.leftOut + Math.min(0.999, plan.tokens / room)
}

/** Rounds an estimate, which isn't exact to the token. */
function roundTokens(tokens: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, tokens))) - 1)
  return Math.round(tokens / step) * step
}
