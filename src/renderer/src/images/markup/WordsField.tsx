import type { Ref } from 'react'
import { useTranslation } from '@/i18n/use-translation'

interface WordsFieldProps {
  readonly ref: Ref<HTMLInputElement>
  readonly words: string
  readonly onChange: (text: string) => void
  /** Called when the words are done. */
  readonly onEnter: () => void
}

/** The field for the text of the selected words. */
export function WordsField({ ref, words, onChange, onEnter }: WordsFieldProps) {
  const { t } = useTranslation()
  return (
    <input
      ref={ref}
      type="text"
      aria-label={t('markup.text')}
      dir="auto"
      placeholder={t('markup.placeholder')}
      maxLength={120}
      value={words}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
        event.preventDefault()
        onEnter()
      }}
      className="h-8 w-72 max-w-full rounded-sm border border-line-control bg-surface-field px-2.5 text-13 text-text"
    />
  )
}
