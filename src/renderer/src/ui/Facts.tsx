import type { ReactNode } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { CopyButton } from './CopyButton'

export interface Fact {
  readonly label: string
  readonly value: ReactNode
  /** The value is text to pass on: it gets a copy button and a monospaced font. */
  readonly copy?: boolean
  /** Additional controls for this fact. */
  readonly extra?: ReactNode
}

/** Names and values, one per line. Absent facts are skipped. */
export function Facts({ facts }: { readonly facts: readonly (Fact | false | undefined)[] }) {
  return (
    <dl data-selectable className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-12">
      {facts.map((fact) => fact && <FactRow key={fact.label} fact={fact} />)}
    </dl>
  )
}

function FactRow({ fact }: { readonly fact: Fact }) {
  const { t } = useTranslation()
  return (
    <>
      <dt className="whitespace-nowrap text-text-muted">{fact.label}</dt>
      <dd className="tabular flex min-w-0 items-center gap-1">
        <span className={fact.copy ? 'min-w-0 font-mono wrap-anywhere' : 'min-w-0 wrap-anywhere'}>{fact.value}</span>
        {fact.copy && typeof fact.value === 'string' && (
          <CopyButton
            text={fact.value}
            label={t('details.copy', { what: fact.label })}
            size="tiny"
            className="-my-1.5"
          />
        )}
        {fact.extra}
      </dd>
    </>
  )
}
