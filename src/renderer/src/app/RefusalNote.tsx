import { CircleAlert, X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { sayFailureTitle } from '@/i18n/failure-words'
import { useTranslation } from '@/i18n/use-translation'
import type { LimitFacts } from '@shared/budget'
import type { Failure } from '@shared/failure'
import { failureKind } from '@shared/failure-kinds'
import { LimitLine } from '@/features/chat/answer/LimitLine'
import { useProviderName } from '@/features/chat/answer/use-provider-name'
import { useBudget } from '@/features/budget/store'
import type { Refusal } from '@/features/chat/model'
import { useSettingsStore } from '@/bridge/settings-store'
import { Button } from '@/ui/Button'
import { IconButton } from '@/ui/IconButton'
import { useChatStoreApi } from '@/features/chat/use-chat-store'
import { openSettings } from './layout-store'
import { openCap } from './open-cap'
import '@/i18n/later'

interface RefusalNoteProps {
  readonly refusal: Refusal
  readonly onDismiss: () => void
}

/** Above the message box, which still has the prompt: why nothing was sent, and what helps. */
export function RefusalNote({ refusal: { failure, model }, onDismiss }: RefusalNoteProps) {
  const { t } = useTranslation()
  const provider = useProviderName(model)
  const store = useChatStoreApi()
  useStaleness(onDismiss)
  const remedy = getRemedy(failure)
  const { limit } = failure
  return (
    <div
      role="alert"
      aria-label={t('refusal.title')}
      data-refusal={failure.code}
      className="mb-2 flex animate-appear items-start gap-2 rounded-md border border-line bg-surface-raised py-2 pr-2 pl-[17px] text-13"
    >
      <CircleAlert size={16} strokeWidth={1.5} aria-hidden className="mt-1.5 shrink-0 text-warning" />
      <div className="flex min-w-0 grow flex-wrap items-center gap-x-3 gap-y-1 py-1">
        <div className="min-w-0">
          <p className="font-medium">{sayFailureTitle(failure, { provider })}</p>
          {failure.limit ? (
            <LimitLine facts={failure.limit} />
          ) : (
            <p className="text-text-muted">
              {failure.code === 'key-withheld' && `${t('failure.key-withheld.hint')} `}
              {t('refusal.notSent')}
            </p>
          )}
        </div>
      </div>
      {remedy && (
        <Button
          size="small"
          className="mt-0.5 shrink-0"
          onClick={() => (limit ? openCap(store, toCap(limit)) : openSettings(remedy, model))}
        >
          {t(getLabel(failure))}
        </Button>
      )}
      <IconButton icon={X} label={t('refusal.dismiss')} hint="" size="small" onClick={onDismiss} />
    </div>
  )
}

function toCap({ limit, projectId }: LimitFacts) {
  return { projectId, name: limit === 'request' ? undefined : limit }
}

function getLabel({ code }: Failure) {
  if (code === 'address-unusable') return 'failure.openSettings'
  return code === 'cap-reached' ? 'failure.raiseCap' : 'refusal.addKey'
}

/** Calls back when a key, an address or a cap changes: the refusal may no longer apply. */
function useStaleness(onStale: () => void): void {
  const accounts = useSettingsStore((state) =>
    state.view?.connections.map(({ id, key, address }) => `${id} ${key.source} ${address.value}`).join(),
  )
  const budget = useBudget()
  const limits = budget?.limits
  const caps = budget?.projects?.map(({ id, limits: own }) => `${id} ${own.dailyCap} ${own.monthlyCap}`).join()
  const cause = `${accounts} ${limits?.dailyCap} ${limits?.monthlyCap} ${limits?.askAbove} ${caps}`
  const first = useRef(cause)
  useEffect(() => {
    if (first.current !== cause) onStale()
  }, [cause, onStale])
}

function getRemedy({ code }: Failure): 'providers' | 'budget' | undefined {
  const kind = failureKind(code)
  if (kind === 'not-authorised') return 'providers'
  return code === 'cap-reached' ? 'budget' : undefined
}
