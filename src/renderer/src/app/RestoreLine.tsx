import { useEffect, useState } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import '@/i18n/later'
import { useChatStore } from '@/features/chat/use-chat-store'
import { useFormat } from '@/i18n/use-format'

/** Screen readers announce every quarter, not every percent. */
const STEPS = 4

/** One quiet line while very many messages are restored from main's archive; the app stays usable meanwhile. */
export function RestoreLine() {
  const { t } = useTranslation()
  const format = useFormat()
  const progress = useChatStore((state) => state.restoring) ?? null
  const step = progress === null ? null : Math.floor(progress * STEPS) / STEPS
  const words = (share: number): string => t('restoring.progress', { percent: format.percent(share) })
  const spoken = step === null ? t('restoring.done') : words(step)
  // Screen readers only announce changes in an existing region.
  const [said, say] = useState('')
  useEffect(() => say(spoken), [spoken])
  return (
    <>
      <p role="status" className="sr-only">
        {said}
      </p>
      {progress !== null && (
        <p aria-hidden className="ml-auto shrink-0 pl-4 text-12 text-text-muted tabular-nums">
          {words(progress)}
        </p>
      )}
    </>
  )
}
