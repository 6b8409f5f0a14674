import { Grid2x2Plus } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { listVariables } from '@shared/prompt-variables'
import { Button } from '@/ui/Button'
import '@/i18n/later'

interface BatchButtonProps {
  readonly text: string
  /** Loads the code of the dialog. */
  readonly preload: () => void
  readonly onOpen: () => void
}

/** Shown if a variable in the prompt has several values: offers to make all of them. */
export function BatchButton({ text, preload, onOpen }: BatchButtonProps) {
  const { t } = useTranslation()
  useEffect(preload, [preload])
  if (!listVariables(text).some(({ values }) => values.length > 1)) return null
  return (
    <Button look="quiet" size="chip" onClick={onOpen} className="shrink-0">
      <Grid2x2Plus size={16} strokeWidth={1.5} aria-hidden />
      {t('batch.open')}
    </Button>
  )
}
