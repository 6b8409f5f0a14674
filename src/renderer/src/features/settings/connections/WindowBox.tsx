import { useFormat } from '@/i18n/use-format'
import { useTranslation } from '@/i18n/use-translation'
import { SpinBox } from '@/ui/SpinBox'
import { MOST_WINDOW, readWindow, stepWindow } from './window-texts'

interface WindowBoxProps {
  readonly text: string
  /** The server's value, used if nothing is entered. */
  readonly listed: number | undefined
  readonly onChange: (text: string) => void
}

/** The context window of one model, in tokens. */
export function WindowBox({ text, listed, onChange }: WindowBoxProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const tokens = readWindow(text)
  return (
    <span className="w-28 shrink-0">
      <SpinBox
        inputMode="numeric"
        aria-label={t('settings.connections.window')}
        placeholder={listed === undefined ? t('settings.connections.windowUnknown') : format.number(listed)}
        min={1}
        max={MOST_WINDOW}
        text={text}
        value={tokens ?? undefined}
        isWrong={tokens === undefined}
        onText={onChange}
        onStep={(steps) => onChange(stepWindow(text, listed, steps))}
        className="tabular h-7"
      />
    </span>
  )
}
