import { useTranslation } from '@/i18n/use-translation'
import { Button } from '@/ui/Button'

interface ImportProgressProps {
  readonly done: number
  readonly of: number
  readonly onCancel: () => void
}

export function ImportProgress({ done, of, onCancel }: ImportProgressProps) {
  const { t } = useTranslation()
  return (
    <div className="flex flex-col gap-4 px-6 pt-1 pb-6">
      <label className="flex flex-col gap-2 text-13">
        {t('imports.progress', { done, count: of })}
        <progress value={done} max={Math.max(1, of)} className="h-1.5 w-full" />
      </label>
      <div className="flex justify-end">
        <Button autoFocus onClick={onCancel}>
          {t('imports.cancel')}
        </Button>
      </div>
    </div>
  )
}
