import { useEffect, useEffectEvent, useLayoutEffect, useState } from 'react'
import { takeEarlyText } from '@/lib/early-box'

interface EarlyTextParts {
  readonly message: string
  /** Main has reported which models there are. */
  readonly isKnown: boolean
  readonly onType: (text: string) => void
  readonly onSend: () => void
}

/**
 * Copies text that was typed before the app loaded into its message box. If Enter was pressed before the models were
 * known, sends the message once they are, unless the box has other text: an earlier draft, or more typed since. Returns
 * a function that sends a message in this way.
 */
export function useEarlyText({ message, isKnown, onType, onSend }: EarlyTextParts): (message: string) => void {
  const [sent, setSent] = useState<string>()
  const take = useEffectEvent(() => {
    const early = takeEarlyText()
    if (!early) return
    onType(early.text)
    if (early.isSent) setSent(early.text)
  })
  const sendKnown = useEffectEvent(() => {
    if (sent === undefined) return
    setSent(undefined)
    if (message === sent) onSend()
  })
  useLayoutEffect(() => take(), [])
  useEffect(() => {
    if (isKnown) sendKnown()
  }, [isKnown])
  return setSent
}
