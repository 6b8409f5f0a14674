import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import {
  changeConnection,
  findConnection,
  lacksKey,
  pickConnection,
  type Connection,
  type ConnectionView,
} from '@shared/connections'
import { findService } from '@shared/services'
import type { ConnectionId, ModelId } from '@shared/services/ids'
import { Button } from '@/ui/Button'
import { lazyPart } from '@/ui/lazy-part'
import { useDisclosure } from '@/ui/use-disclosure'
import type { SettingsSectionProps } from '../sections/Section'
import { getDraft, type ConnectionDraft } from '../settings-form'
import { ConnectionItem } from './ConnectionItem'
import { isNameTaken } from './new-connection'

const AddConnectionDialog = lazyPart(() => import('./AddConnectionDialog').then((module) => module.AddConnectionDialog))

interface ConnectionListProps extends SettingsSectionProps {
  readonly isWanted: boolean
  /** The model that Settings were opened for. */
  readonly model: ModelId | undefined
}

/**
 * All connections, in the order of the model list. Order, switches and removal apply at once; typed changes apply on
 * Save.
 */
export function ConnectionList({ view, form, isWanted, model, onChange, onSet }: ConnectionListProps) {
  const { t } = useTranslation()
  const { connections } = view
  const [open, setOpen] = useState<readonly ConnectionId[]>(() => findFirstOpen(connections, model))
  const { open: isAdding, toggle, close, anchor } = useDisclosure()
  const edit = (id: ConnectionId, draft: ConnectionDraft): void =>
    onChange({ connections: { ...form.connections, [id]: draft } })
  const keep = (next: readonly Connection[]): void => onSet({ connections: next.map(pickConnection) })
  const change = (id: ConnectionId, part: (connection: Connection) => Connection): void =>
    onSet({ connections: changeConnection(connections, id, part) })
  const move = (id: ConnectionId, by: -1 | 1): void => {
    const from = connections.findIndex((one) => one.id === id)
    const next = [...connections]
    next.splice(from + by, 0, ...next.splice(from, 1))
    keep(next)
  }
  const remove = (id: ConnectionId): void => {
    const { [id]: _gone, ...drafts } = form.connections
    onChange({ connections: drafts })
    keep(connections.filter((one) => one.id !== id && one.origin === 'settings'))
  }
  const wanted = isWanted ? (findConnection(connections, model) ?? connections.find(lacksKey))?.id : undefined
  return (
    <>
      <ul aria-label={t('settings.connections.title')} className="flex flex-col gap-2">
        {connections.map((connection, index) => {
          const draft = getDraft(form, connection)
          const others = connections.filter((one) => one !== connection)
          return (
            <ConnectionItem
              key={connection.id}
              connection={connection}
              draft={draft}
              isOpen={open.includes(connection.id)}
              isFirst={index === 0}
              isLast={index === connections.length - 1}
              isWanted={connection.id === wanted}
              isNameTaken={isNameTaken(
                draft.name,
                others.map((one) => getDraft(form, one)),
              )}
              onToggle={(isOpen) =>
                setOpen(isOpen ? [...open, connection.id] : open.filter((id) => id !== connection.id))
              }
              onChange={(next) => edit(connection.id, next)}
              onMove={(by) => move(connection.id, by)}
              onSwitch={(isOn) =>
                change(connection.id, ({ isDisabled: _was, ...one }) => (isOn ? one : { ...one, isDisabled: true }))
              }
              onRemove={() => remove(connection.id)}
            />
          )
        })}
      </ul>
      <div>
        <Button ref={anchor} aria-haspopup="dialog" onClick={toggle} onPointerEnter={AddConnectionDialog.preload}>
          <Plus size={16} strokeWidth={1.5} aria-hidden />
          {t('settings.connections.add')}
        </Button>
      </div>
      {isAdding && (
        <AddConnectionDialog.Component
          connections={connections}
          onClose={close}
          onAdded={(id) => {
            setOpen([...open, id])
            close()
          }}
        />
      )}
    </>
  )
}

/** Returns the connection that users most likely came for: the model's, else the first that can have a key. */
function findFirstOpen(connections: readonly ConnectionView[], model: ModelId | undefined): readonly ConnectionId[] {
  const asked = findConnection(connections, model)
  if (asked) return [asked.id]
  const keyed = connections.filter(({ service }) => findService(service)?.key !== 'none')
  const built = keyed.find(({ id, service }) => id === service && findService(service)?.isBuiltIn)
  const first = built ?? keyed[0]
  return first ? [first.id] : []
}
