import { RotateCcw, SlidersHorizontal } from 'lucide-react'
import { useTranslation } from '@/i18n/use-translation'
import { useFormat } from '@/i18n/use-format'
import { meaningOf } from '@shared/catalogue/offers'
import { Menu } from '@/ui/Menu'
import type { AssistantMessage } from '../model'
import { useWindowActions, type OtherWay } from '../window-actions'
import { retryCost } from './retry-cost'
import { useAskAgain } from './use-ask-again'
import '@/i18n/later'

interface OtherWaysMenuProps {
  readonly message: AssistantMessage
  readonly at: { readonly x: number; readonly y: number }
  readonly container: HTMLElement | null
  readonly onClose: () => void
  readonly returnFocus: () => void
}

/** The same prompt once more, with what is chosen in the message box or by another model: a new version beside this one. */
export function OtherWaysMenu({ message, ...place }: OtherWaysMenuProps) {
  const { t } = useTranslation()
  const askAgain = useAskAgain()
  const { otherWays } = useWindowActions()
  const nameOf = useWayName(message)
  return (
    <Menu
      label={t('answer.otherWays')}
      items={otherWays(message).map((way) => ({
        label: nameOf(way),
        icon: way.isChosen ? SlidersHorizontal : RotateCcw,
        onChoose: () =>
          askAgain(message.id, {
            model: meaningOf(way.model),
            ...(message.kind === 'image' && { options: way.options }),
          }),
      }))}
      {...place}
    />
  )
}

function useWayName(message: AssistantMessage): (way: OtherWay) => string {
  const { t } = useTranslation()
  const format = useFormat()
  return ({ isChosen, model, options }) => {
    const estimate = retryCost({ ...message, model: model.id, options })
    const price = estimate.kind === 'range' ? format.estimate(estimate) : undefined
    const facts = isChosen && model.kind === 'image' ? [options.size, options.quality, options.format] : []
    const what = [model.name, ...facts, ...(price ? [`≈ ${price}`] : [])].join(' · ')
    return isChosen ? t('answer.asChosen', { what }) : what
  }
}
