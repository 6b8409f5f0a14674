import { useTranslation } from '@/i18n/use-translation'
import { Button } from '@/ui/Button'
import type { Asking } from './use-asking'

interface EntryButtonsProps {
  readonly asking: Asking
  readonly isWorking: boolean
  readonly onRestore: () => void
  readonly onRemove: () => void
}

/** Buttons to restore and to delete. Delete asks for confirmation in the same place. */
export function EntryButtons({ asking, isWorking, onRestore, onRemove }: EntryButtonsProps) {
  const { t } = useTranslation()
  return (
    <div className="flex gap-2" onKeyDown={asking.handleKey}>
      {asking.isAsking ? (
        <>
          <Button look="danger" size="small" onClick={onRemove}>
            {t('bin.deleteForGood')}
          </Button>
          <Button autoFocus size="small" onClick={asking.cancel}>
            {t('bin.cancel')}
          </Button>
        </>
      ) : (
        <>
          <Button size="small" disabled={isWorking} onClick={onRestore}>
            {t('bin.restore')}
          </Button>
          <Button look="quiet" size="small" autoFocus={asking.wasCanceled} disabled={isWorking} onClick={asking.start}>
            {t('bin.deleteNow')}
          </Button>
        </>
      )}
    </div>
  )
}
