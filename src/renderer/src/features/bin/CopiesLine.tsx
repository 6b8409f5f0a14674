import { CircleAlert } from 'lucide-react'
import type { BinState } from '@shared/bin'
import { useTranslation } from '@/i18n/use-translation'
import { Button } from '@/ui/Button'

interface CopiesLineProps {
  readonly copies: BinState['copies']
  readonly isWorking: boolean
  readonly onHandle: (wish: 'retry' | 'keep') => void
}

/** Shows how many uploaded copies are still in the store, and why. */
export function CopiesLine({ copies: { waiting, problem }, isWorking, onHandle }: CopiesLineProps) {
  const { t } = useTranslation()
  return (
    <div role="alert" className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-md border border-line p-3 text-13">
      <p className="flex grow basis-64 gap-2">
        <CircleAlert size={16} strokeWidth={1.5} aria-hidden className="mt-px shrink-0 text-danger" />
        <span>
          {t('bin.copiesLeft', { count: waiting })} {problem && t(`upload.problem.${problem}`)}
        </span>
      </p>
      <div className="flex gap-2">
        <Button disabled={isWorking} onClick={() => onHandle('retry')}>
          {t('bin.retryCopies')}
        </Button>
        <Button look="quiet" disabled={isWorking} onClick={() => onHandle('keep')}>
          {t('bin.keepCopies')}
        </Button>
      </div>
    </div>
  )
}
