import type { HandOffProgress } from '@shared/hand-off/order'
import { useFormat } from '@/i18n/use-format'
import { useTranslation } from '@/i18n/use-translation'

interface ExportProgressProps {
  readonly progress: Pick<HandOffProgress, 'done' | 'of'>
}

export function ExportProgress({ progress: { done, of } }: ExportProgressProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const text = t('handOff.progress', { count: of, done: format.number(done), of: format.number(of) })
  return (
    <label className="flex flex-col gap-1.5 text-12 text-text-muted">
      <span className="tabular">{text}</span>
      <progress value={done} max={of} className="h-1.5 w-full" />
    </label>
  )
}
