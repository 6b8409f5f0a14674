import { classNames } from '@/lib/class-names'
import { REVEALED_BY_ANSWER } from '../reveal'
import { ChevronDown, CornerLeftDown, Info, RotateCcw } from 'lucide-react'
import { useState, type MouseEvent } from 'react'
import { findModel } from '@shared/catalogue'
import { useTranslation } from '@/i18n/use-translation'
import { useFormat } from '@/i18n/use-format'
import { CopyButton } from '@/ui/CopyButton'
import { IconButton } from '@/ui/IconButton'
import { lazyPart } from '@/ui/lazy-part'
import { useDisclosure } from '@/ui/use-disclosure'
import type { AssistantMessage } from '../model'
import { retryCost } from './retry-cost'
import { useAskAgain } from './use-ask-again'
import { useWindowActions, type Asked } from '../window-actions'

const OtherWaysMenu = lazyPart(() => import('./OtherWaysMenu').then((module) => module.OtherWaysMenu))
const AnswerDetails = lazyPart(() => import('./AnswerDetails').then((module) => module.AnswerDetails))

/** What can be done with a whole answer; on hover, on focus, and always at the end of the conversation. */
export function AnswerActions({ message }: { readonly message: AssistantMessage }) {
  const { t } = useTranslation()
  const format = useFormat()
  const askAgain = useAskAgain()
  const { open, toggle, close, anchor } = useDisclosure()
  const { reuse, focusComposer } = useWindowActions()
  const [menu, setMenu] = useState<{ readonly button: HTMLElement; readonly at: { x: number; y: number } }>()
  const openMenu = ({ currentTarget: button }: MouseEvent<HTMLButtonElement>): void => {
    const { left, bottom } = button.getBoundingClientRect()
    setMenu({ button, at: { x: left, y: bottom } })
  }
  // A recovered picture may not say what made it, nor a removed model be asked again.
  const isKnown = findModel(message.model) !== undefined
  const estimate = retryCost(message)
  const price = estimate.kind === 'range' ? format.estimate(estimate) : undefined
  return (
    <div className={classNames(REVEALED_BY_ANSWER, 'flex shrink-0')}>
      {message.status === 'done' && isKnown && (
        <IconButton
          icon={RotateCcw}
          label={t('answer.regenerate')}
          hint={price ? t('answer.regenerateFor', { price }) : t('answer.regenerate')}
          size="small"
          onClick={() => askAgain(message.id)}
        />
      )}
      {isKnown && (
        <IconButton
          icon={ChevronDown}
          label={t('answer.otherWays')}
          aria-haspopup="menu"
          aria-expanded={menu !== undefined}
          size="small"
          onClick={openMenu}
          onPointerEnter={OtherWaysMenu.preload}
        />
      )}
      {menu && (
        <OtherWaysMenu.Component
          message={message}
          at={menu.at}
          container={menu.button.closest('main')}
          onClose={() => setMenu(undefined)}
          returnFocus={() => (menu.button.isConnected ? menu.button.focus() : focusComposer())}
        />
      )}
      {message.kind === 'image' && message.prompt && (
        <IconButton
          icon={CornerLeftDown}
          label={t('answer.reuse')}
          size="small"
          onClick={() => reuse(askedBy(message))}
        />
      )}
      {message.kind === 'image' ? (
        <CopyButton text={message.prompt ?? ''} label={t('answer.copyPrompt')} size="small" />
      ) : (
        <CopyButton text={message.text} label={t('answer.copyText')} size="small" />
      )}
      {message.status === 'done' && (
        <IconButton
          ref={anchor}
          icon={Info}
          label={t('answer.details')}
          aria-haspopup="dialog"
          aria-expanded={open}
          size="small"
          onClick={toggle}
          onPointerEnter={AnswerDetails.preload}
        />
      )}
      {open && <AnswerDetails.Component anchor={anchor} message={message} onClose={close} />}
    </div>
  )
}

/** An answer whose model nobody knows any more still has its words and options. */
function askedBy({ prompt = '', model, options }: AssistantMessage): Asked {
  return { text: prompt, ...(findModel(model) && { model }), ...(options && { options }) }
}
