import { TriangleAlert } from 'lucide-react'
import { useTranslation } from '@/i18n/use-translation'
import type { Failure } from '@shared/failure'
import { listMadeImages } from '../composites/composites'
import type { DoneAnswer } from '../model'
import { ContinueButton } from './ContinueButton'
import { titleKey } from './failure-hint'
import { useGrounds } from './ModerationLine'
import { SaveAnswerButton } from './SaveAnswerButton'
import { takeLead } from './take-lead'
import { useInputCount } from './use-input-count'
import { useProviderName } from './use-provider-name'

interface ShortfallProps {
  readonly message: DoneAnswer
  readonly shortfall: Failure
}

/** The answer arrived, but with less than was requested. */
export function Shortfall({ message, shortfall }: ShortfallProps) {
  const say = useShortfallWords(message)
  return (
    <div className="flex max-w-measure items-start gap-2 text-13">
      <TriangleAlert size={16} strokeWidth={1.5} aria-hidden className="mt-0.5 shrink-0 text-warning" />
      <span>
        {say(shortfall)}
        {CUT_SHORT.has(shortfall.code) && (
          <span className="mt-2 block empty:hidden">
            <ContinueButton message={message} size="small" />
          </span>
        )}
        {shortfall.hasAnswer && (
          <span className="block">
            <SaveAnswerButton id={message.id} />
          </span>
        )}
      </span>
    </div>
  )
}

/** After these the model can continue. */
const CUT_SHORT: ReadonlySet<Failure['code']> = new Set(['text-cut-short', 'text-ended-early'])

/** Codes whose texts are written for an answer that arrived. */
const OWN_WORDS: ReadonlySet<Failure['code']> = new Set([
  'images-missing',
  'image-damaged',
  'image-unsafe',
  'not-an-image',
  'text-cut-short',
  'text-filtered',
  'text-declined',
  'text-ended-early',
])

/** If the call for one of several images failed: how many are missing, and why. */
function useShortfallWords(message: DoneAnswer): (shortfall: Failure) => string {
  const { t } = useTranslation()
  const { model, options } = message
  const provider = useProviderName(model)
  const hasImages = useInputCount(message) > 0
  const sayGrounds = useGrounds()
  return ({ code, detail, categories }) => {
    const hint = t(`failure.${code}.hint`, { provider })
    const title = t(titleKey({ code }, hasImages), { provider })
    const missing = (options?.count ?? 0) - listMadeImages(message).length
    if (OWN_WORDS.has(code) || missing <= 0)
      return [endSentence(title), hint, sayGrounds(categories)].filter(Boolean).join(' ')
    const why = detail === undefined ? hint : t('failure.said', { provider, detail: takeLead(detail) })
    return `${t('failure.missing', { count: missing })} ${title}. ${why}`
  }
}

/** Card titles have no period; before another sentence they need one. */
function endSentence(title: string): string {
  return /[.!?]$/.test(title) ? title : `${title}.`
}
