import { trimText } from '@shared/is-blank'
import { useLayoutEffect, useRef } from 'react'
import { useTranslation } from '@/i18n/use-translation'

interface RenameBoxProps {
  readonly title: string
  readonly onRename: (title: string) => void
  readonly onDone: () => void
}

/** Enter or leaving the box saves the new title, Escape keeps the old one. */
export function RenameBox({ title, onRename, onDone }: RenameBoxProps) {
  const { t } = useTranslation()
  const box = useRef<HTMLInputElement>(null)
  const finished = useRef(false)
  // In a layout effect: the next key press must already go here.
  useLayoutEffect(() => box.current?.select(), [])
  const finish = (keep: boolean): void => {
    if (finished.current) return
    finished.current = true
    const typed = trimText(box.current?.value ?? '')
    if (keep && typed && typed !== title) onRename(typed)
    onDone()
  }
  return (
    <input
      ref={box}
      defaultValue={title}
      aria-label={t('sidebar.newTitle')}
      dir="auto"
      maxLength={200}
      onKeyDown={(event) => {
        if ((event.key !== 'Enter' && event.key !== 'Escape') || event.nativeEvent.isComposing) return
        event.stopPropagation()
        finish(event.key === 'Enter')
      }}
      onBlur={() => finish(true)}
      className="no-drag h-8 w-full min-w-0 rounded-sm bg-surface-raised px-2.5 text-13 focus-visible:outline-offset-0"
    />
  )
}
