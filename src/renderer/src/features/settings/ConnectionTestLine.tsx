import { CircleAlert, CircleCheck } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { FailureError } from '@shared/failure'
import type { ConnectionTest, ConnectionVerdict } from '@shared/settings'
import { Button } from '@/ui/Button'
import { useSettingsStore } from '@/bridge/settings-store'
import { describeBadAddress } from './describe-refusal'

type TestState =
  | { readonly kind: 'idle' | 'testing' | 'broken' }
  | { readonly kind: 'answered'; readonly verdict: ConnectionVerdict }

interface ConnectionTestLineProps {
  readonly test: ConnectionTest
  /** Starts a test when incremented. */
  readonly request?: number
  /** Uses the address where the service was found. */
  readonly onSuggestion?: (address: string) => void
}

/** Tests the values as typed, saved or not, and shows the result next to the button. */
export function ConnectionTestLine({ test, request = 0, onSuggestion }: ConnectionTestLineProps) {
  const { t } = useTranslation()
  const runTest = useSettingsStore((state) => state.test)
  const [state, setState] = useState<TestState>({ kind: 'idle' })
  const [verdict, setVerdict] = useState<string>()
  const attempts = useRef(0)
  const subject = JSON.stringify(test)
  const start = (): void => {
    const attempt = (attempts.current += 1)
    // Discards results for earlier values.
    const settle = (next: TestState): void => {
      if (attempt !== attempts.current) return
      setState(next)
      setVerdict(subject)
    }
    setState({ kind: 'testing' })
    runTest(test).then(
      (answer) => settle({ kind: 'answered', verdict: answer }),
      (error: unknown) => {
        if (!(error instanceof FailureError)) throw error
        settle({ kind: 'broken' })
      },
    )
  }
  const latest = useRef(start)
  useEffect(() => {
    latest.current = start
  })
  useEffect(() => {
    if (request > 0) latest.current()
  }, [request])
  const shown: TestState = state.kind === 'testing' || verdict === subject ? state : { kind: 'idle' }
  const suggestion = shown.kind === 'answered' ? shown.verdict.suggestion : undefined
  return (
    <div className="flex min-h-8 items-start gap-3">
      <Button disabled={state.kind === 'testing'} onClick={start}>
        {t('settings.testButton')}
      </Button>
      <div role="status" className="flex min-w-0 gap-1.5 pt-1.5 text-13">
        <Answer state={shown} />
      </div>
      {suggestion !== undefined && onSuggestion && (
        <Button className="ml-auto shrink-0" onClick={() => onSuggestion(suggestion)}>
          {t('settings.test.useAddress')}
        </Button>
      )}
    </div>
  )
}

function Answer({ state }: { readonly state: TestState }) {
  const { t } = useTranslation()
  switch (state.kind) {
    case 'idle':
      return null
    case 'testing':
      return <span className="text-text-muted">{t('settings.testing')}</span>
    case 'broken':
      return <Sentence ok={false} text={t('failure.internal-error.title')} />
    case 'answered': {
      const { verdict } = state
      if (verdict.sentence === 'badAddress') {
        return <Sentence ok={false} text={describeBadAddress(t, verdict.badAddress)} />
      }
      const { ok, sentence, values } = verdict
      return <Sentence ok={ok} text={t(`settings.test.${sentence}`, { ...values })} />
    }
  }
}

function Sentence({ ok, text }: { readonly ok: boolean; readonly text: string }) {
  const Icon = ok ? CircleCheck : CircleAlert
  return (
    <>
      <Icon
        size={16}
        strokeWidth={1.5}
        aria-hidden
        className={ok ? 'mt-px shrink-0 text-success' : 'mt-px shrink-0 text-danger'}
      />
      <span>{text}</span>
    </>
  )
}
