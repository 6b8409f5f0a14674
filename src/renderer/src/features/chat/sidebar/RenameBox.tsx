import { useEffect, useRef } from 'react'
import { useTranslation } from '@/i18n/use-translation'

interface RenameBoxProps {
  readonly title: string
  readonly onRename: (title: string) => void
  readonly onDone: () => void
}

/** Enter or leaving keeps the new title, Escape the old one. */
export function RenameBox({ title, onRename, onDone }: RenameBoxProps) {
  const { t } = useTranslation()
  const box = useRef<HTMLInputElement>(null)
  const finished = useRef(false)
  useEffect(() => {
    // After the menu that opened it has given the focus back.
    const frame = requestAnimationFrame(() => box.current?.select())
    return () => cancelAnimationFrame(frame)
  }, [])
  const finish = (keep: boolean): void => {
    if (finished.current) return
    finished.current = true
    const typed = box.current?.value.trim()
    if (keep && typed && typed !== title) onRename(typed)
    onDone()
  }
  return (
    <li>
      <input
        ref={box}
        defaultValue={title}
        aria-label={t('sidebar.newTitle')}
        maxLength={200}
        onKeyDown={(event) => {
          if ((event.key !== 'Enter' && event.key !== 'Escape') || event.nativeEvent.isComposing) return
          event.stopPropagation()
          finish(event.key === 'Enter')
        }}
        onBlur={() => finish(true)}
        className="h-8 w-full rounded-sm bg-surface-raised px-2.5 text-13 focus-visible:outline-offset-0"
      />
    </li>
  )
}
