import { useEffect, useEffectEvent, useLayoutEffect, useState } from 'react'
import { takeEarlyText } from '@/lib/early-box'

interface EarlyTextParts {
  readonly message: string
  /** Main has said what there is to answer. */
  readonly isKnown: boolean
  readonly onType: (text: string) => void
  readonly onSend: () => void
}

/**
 * Writes what was typed before the app was loaded into its message box. If Enter was pressed before it's known what answers,
 * the message is sent then, unless there's more in the box: an earlier draft, or words typed since. Returns what does that.
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
