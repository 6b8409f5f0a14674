import { ArrowDown, ArrowUp, ChevronDown, Ellipsis, Power, Trash2 } from 'lucide-react'
import { useId, useState } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import type { ConnectionView } from '@shared/connections'
import { findService } from '@shared/services'
import { classNames } from '@/lib/class-names'
import { Button } from '@/ui/Button'
import type { MenuItem } from '@/ui/Menu'
import { MenuButton } from '@/ui/MenuButton'
import type { ConnectionDraft } from '../settings-form'
import { ConnectionForm } from './ConnectionForm'
import { describeConnection } from './describe-connection'

interface ConnectionItemProps {
  readonly connection: ConnectionView
  readonly draft: ConnectionDraft
  readonly isOpen: boolean
  readonly isFirst: boolean
  readonly isLast: boolean
  readonly isWanted: boolean
  readonly isNameTaken: boolean
  readonly onToggle: (isOpen: boolean) => void
  readonly onChange: (draft: ConnectionDraft) => void
  readonly onMove: (by: -1 | 1) => void
  readonly onSwitch: (isOn: boolean) => void
  readonly onRemove: () => void
}

/** A connection's line, with its form expanding below. */
export function ConnectionItem({ connection, draft, isOpen, isWanted, isNameTaken, ...rest }: ConnectionItemProps) {
  const { t } = useTranslation()
  const [isAsking, setAsking] = useState(false)
  const bodyId = useId()
  const { name, isDisabled, address, key } = connection
  const status = describeConnection(connection)
  const isFree = findService(connection.service)?.key === 'none'
  const items = (): readonly MenuItem[] => [
    ...(rest.isFirst
      ? []
      : [{ label: t('settings.connections.moveUp'), icon: ArrowUp, onChoose: () => rest.onMove(-1) }]),
    ...(rest.isLast
      ? []
      : [{ label: t('settings.connections.moveDown'), icon: ArrowDown, onChoose: () => rest.onMove(1) }]),
    {
      label: t(isDisabled ? 'settings.connections.turnOn' : 'settings.connections.turnOff'),
      icon: Power,
      onChoose: () => rest.onSwitch(Boolean(isDisabled)),
    },
    // The environment would recreate it at once, and the demo is the fallback if there's nothing else.
    ...(isFree || connection.isFromEnvironment
      ? []
      : [
          {
            label: t('settings.connections.remove'),
            icon: Trash2,
            danger: true,
            onChoose: () => setAsking(true),
          },
        ]),
  ]
  const title = (
    <>
      <span className={classNames('truncate text-13 font-medium', isDisabled && 'text-text-muted')}>{name}</span>
      <span className={classNames('truncate text-12', status.isProblem ? 'text-danger' : 'text-text-muted')}>
        {t(`settings.connections.status.${status.name}`, {
          host: readHost(address.value),
          variable: key.source === 'environment' ? key.variable : '',
        })}
      </span>
    </>
  )
  return (
    <li aria-label={name} className="rounded-md border border-line">
      <div className="flex items-center gap-1 pr-1.5">
        {isFree ? (
          <div className="flex min-w-0 grow flex-col py-2 pl-3">{title}</div>
        ) : (
          <button
            type="button"
            aria-expanded={isOpen}
            aria-controls={bodyId}
            onClick={() => rest.onToggle(!isOpen)}
            className="flex min-w-0 grow items-center gap-2 rounded-md py-2 pl-3 text-left focus-visible:-outline-offset-2"
          >
            <span className="flex min-w-0 grow flex-col">{title}</span>
            <ChevronDown
              size={16}
              strokeWidth={1.5}
              aria-hidden
              className={classNames('shrink-0 text-text-muted transition-transform', isOpen && 'rotate-180')}
            />
          </button>
        )}
        <MenuButton
          label={t('settings.connections.more', { name })}
          look="quiet"
          align="end"
          items={items}
          className="w-8 px-0!"
        >
          <Ellipsis size={16} strokeWidth={1.5} aria-hidden />
        </MenuButton>
      </div>
      {isAsking && (
        <div role="alert" className="flex flex-col gap-3 border-t border-line px-3 py-3 text-13">
          <p>{t('settings.connections.removeQuestion', { name })}</p>
          <div className="flex justify-end gap-2">
            <Button autoFocus onClick={() => setAsking(false)}>
              {t('settings.connections.keep')}
            </Button>
            <Button look="danger" onClick={rest.onRemove}>
              {t('settings.connections.remove')}
            </Button>
          </div>
        </div>
      )}
      {isOpen && !isFree && (
        <div id={bodyId} className="border-t border-line px-3 pt-3 pb-4">
          <ConnectionForm
            connection={connection}
            draft={draft}
            isWanted={isWanted}
            isNameTaken={isNameTaken}
            onChange={rest.onChange}
          />
        </div>
      )}
    </li>
  )
}

function readHost(address: string): string {
  try {
    return new URL(address).host
  } catch {
    return address
  }
}
