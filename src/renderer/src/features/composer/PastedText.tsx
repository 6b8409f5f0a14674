import { useEffect, useId, useRef } from 'react'
import { LONGEST_FILE_TEXT, type TextFile } from '@shared/text-files'
import { useFormat } from '@/i18n/use-format'
import { useTranslation } from '@/i18n/use-translation'
import { checkText } from '@/text-files/decode-text'
import { Button } from '@/ui/Button'
import '@/i18n/later'

interface PastedTextProps {
  readonly text: string
  readonly onAttach: (file: TextFile) => void
  readonly onInsert: () => void
  /** The user has decided or canceled. */
  readonly onClose: () => void
}

/** Asks what to do with a long pasted text: in the box it would be slow, and would bury the question about it. */
export function PastedText({ text, onAttach, onInsert, onClose }: PastedTextProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const titleId = useId()
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.querySelector('button')?.focus(), [])
  const isFile = text.trim() !== '' && text.length <= LONGEST_FILE_TEXT
  const decide = (act: () => void) => (): void => {
    onClose()
    act()
  }
  return (
    <div
      ref={box}
      role="group"
      aria-labelledby={titleId}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onClose()
      }}
      className="flex w-full animate-appear flex-wrap items-center gap-x-3 gap-y-2 px-4 pt-3"
    >
      <p id={titleId} role="status" className="tabular grow text-13">
        {t('textFiles.longPaste', { characters: format.number(text.length) })}
      </p>
      <div className="flex flex-wrap gap-1">
        {isFile && (
          <Button size="small" onClick={decide(() => onAttach({ name: t('textFiles.pasted'), text: checkText(text) }))}>
            {t('textFiles.asFile')}
          </Button>
        )}
        <Button look="quiet" size="small" onClick={decide(onInsert)}>
          {t('textFiles.asText')}
        </Button>
        <Button look="quiet" size="small" onClick={onClose}>
          {t('textFiles.cancel')}
        </Button>
      </div>
    </div>
  )
}
