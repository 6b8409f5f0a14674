import { Grid2x2Plus } from 'lucide-react'
import { useTranslation } from '@/i18n/use-translation'
import { listVariables } from '@shared/prompt-variables'
import { Button } from '@/ui/Button'
import '@/i18n/later'

interface BatchButtonProps {
  readonly text: string
  readonly onOpen: () => void
}

/** Where a variable of the prompt has several values, each of them can be made. */
export function BatchButton({ text, onOpen }: BatchButtonProps) {
  const { t } = useTranslation()
  if (!listVariables(text).some(({ values }) => values.length > 1)) return null
  return (
    <Button look="quiet" size="chip" onClick={onOpen} className="shrink-0">
      <Grid2x2Plus size={16} strokeWidth={1.5} aria-hidden />
      {t('batch.open')}
    </Button>
  )
}
