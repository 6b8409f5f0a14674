import { useEffect, useState } from 'react'
import { FailureError, type FailureCode } from '@shared/failure'
import { useClient } from '@/bridge/use-client'
import { useFormat } from '@/i18n/use-format'
import { useTranslation } from '@/i18n/use-translation'
import { Button } from '@/ui/Button'

type VerifyState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly checked: number; readonly of: number }
  | { readonly kind: 'done'; readonly checked: number; readonly damaged: number }
  | { readonly kind: 'failed'; readonly code: FailureCode }

/** Reads every picture again and compares it with its name. Says how far it is, and what it found. */
export function VerifyLine() {
  const { t } = useTranslation()
  const client = useClient()
  const [state, setState] = useState<VerifyState>({ kind: 'idle' })
  useEffect(
    () =>
      client.on('storage.verified', (progress) =>
        setState((now) => (now.kind === 'running' ? { kind: 'running', ...progress } : now)),
      ),
    [client],
  )
  const start = (): void => {
    setState({ kind: 'running', checked: 0, of: 0 })
    client.request('storage.verify').then(
      ({ checked, damaged }) => setState({ kind: 'done', checked, damaged: damaged.length }),
      (error: unknown) =>
        setState({ kind: 'failed', code: error instanceof FailureError ? error.failure.code : 'internal-error' }),
    )
  }
  return (
    <>
      <Button disabled={state.kind === 'running'} onClick={start}>
        {t('settings.local.verify')}
      </Button>
      <p role="status" className="tabular min-w-0 pt-1.5 pl-1 text-13">
        <VerifyAnswer state={state} />
      </p>
    </>
  )
}

function VerifyAnswer({ state }: { readonly state: VerifyState }) {
  const { t } = useTranslation()
  const format = useFormat()
  switch (state.kind) {
    case 'idle':
      return null
    case 'running':
      return state.of === 0
        ? t('settings.local.verifying')
        : t('settings.local.verified', { checked: format.number(state.checked), of: format.number(state.of) })
    case 'done':
      return state.damaged === 0
        ? t('settings.local.allSound', { count: state.checked })
        : t('settings.local.someDamaged', { count: state.damaged })
    case 'failed':
      return t(`failure.${state.code}.title`, { provider: t('provider.openai') })
  }
}
