import { useId, useState } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { cleanKey } from '@shared/clean-key'
import { getKeyName, pickConnection, type ConnectionView } from '@shared/connections'
import { findService } from '@shared/services'
import type { ConnectionId, ServiceId } from '@shared/services/ids'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { DialogHeader } from '@/ui/DialogHeader'
import { SelectField } from '@/ui/SelectField'
import { ConnectionTestLine } from '../ConnectionTestLine'
import { describeRefusal } from '../describe-refusal'
import { SecretField } from '../SecretField'
import { UNTOUCHED, type SecretInput } from '../settings-form'
import { useSettingsStore } from '@/bridge/settings-store'
import { AddressField } from './AddressField'
import { ADDABLE, createConnectionId, findNewProblem, isNameTaken, proposeName } from './new-connection'
import { KeyOwnerNote } from './KeyOwnerNote'
import { NameField } from './NameField'

interface AddConnectionDialogProps {
  readonly connections: readonly ConnectionView[]
  readonly onClose: () => void
  readonly onAdded: (id: ConnectionId) => void
}

/** Asks for everything a new connection needs, and tests and saves it in one step. */
export function AddConnectionDialog({ connections, onClose, onAdded }: AddConnectionDialogProps) {
  const { t } = useTranslation()
  const change = useSettingsStore((state) => state.change)
  const [service, setService] = useState<ServiceId>(() => proposeService(connections))
  const [id, setId] = useState<ConnectionId>(() => createConnectionId(service, connections))
  const [name, setName] = useState(() => proposeName(service, connections))
  const [baseUrl, setBaseUrl] = useState('')
  const [key, setKey] = useState<SecretInput>(UNTOUCHED)
  const [problem, setProblem] = useState<string>()
  const [isSaving, setSaving] = useState(false)
  const problemId = useId()
  const facts = findService(service)
  const typed = cleanKey(key.text)
  const cleanedKey = 'key' in typed ? typed.key : ''

  const chooseService = (next: ServiceId): void => {
    // Keep a name that the user typed.
    if (name === proposeName(service, connections)) setName(proposeName(next, connections))
    setService(next)
    setId(createConnectionId(next, connections))
    setProblem(undefined)
  }
  const save = (): void => {
    const found = findNewProblem({ service, name, baseUrl, key: key.text }, connections)
    // The field itself already says so.
    if (found === 'name-taken') return
    if (found) return setProblem(t(`settings.connections.problem.${found}`))
    setSaving(true)
    const saved = connections.filter(({ origin }) => origin === 'settings').map(pickConnection)
    const added = { id, service, name: name.trim(), baseUrl: baseUrl.trim() }
    const secrets = cleanedKey === '' ? {} : { secrets: { [getKeyName(added)]: cleanedKey } }
    change({ settings: { connections: [...saved, added] }, ...secrets }).then(
      () => onAdded(id),
      (error: unknown) => {
        setSaving(false)
        setProblem(describeRefusal(t, error, name))
      },
    )
  }
  return (
    <Dialog
      label={t('settings.connections.add')}
      onDismiss={onClose}
      className="flex max-h-[calc(100vh-48px)] w-[440px] max-w-[calc(100vw-24px)] animate-rise flex-col overflow-hidden rounded-lg border border-line bg-surface-raised shadow-float"
    >
      <DialogHeader title={t('settings.connections.add')} closeLabel={t('settings.close')} onClose={onClose} />
      <div data-focus-first className="flex min-h-0 flex-col gap-4 overflow-y-auto px-6 pb-2">
        <SelectField
          label={t('settings.connections.service')}
          isStacked
          value={service}
          choices={ADDABLE.map((one) => ({ value: one.id, label: one.name }))}
          onChange={chooseService}
        />
        <NameField
          value={name}
          isTaken={isNameTaken(name, connections)}
          onChange={(next) => {
            setName(next)
            setProblem(undefined)
          }}
        />
        {facts?.presets && (
          <div className="flex flex-wrap gap-1.5">
            {facts.presets.map((preset) => (
              <Button
                key={preset.name}
                size="small"
                onClick={() => {
                  setName(preset.name)
                  setBaseUrl(preset.address)
                  setProblem(undefined)
                }}
              >
                {preset.name}
              </Button>
            ))}
          </div>
        )}
        <AddressField
          service={service}
          address={{ value: facts?.address ?? '', source: 'default' }}
          isAsSaved={false}
          value={baseUrl}
          onChange={(next) => {
            setBaseUrl(next)
            setProblem(undefined)
          }}
        />
        <SecretField
          label={t('settings.connections.key')}
          removeLabel={t('settings.secret.removeKey')}
          status={{ source: 'none' }}
          value={key}
          {...(facts?.keysPage && { link: { label: t('settings.connections.getKey'), address: facts.keysPage } })}
          onChange={(next) => {
            setKey(next)
            setProblem(undefined)
          }}
        />
        <KeyOwnerNote keyText={cleanedKey} service={service} name={facts?.name ?? ''} />
        <ConnectionTestLine
          test={{
            target: 'connection',
            connection: { id, service, baseUrl: baseUrl.trim() },
            ...(cleanedKey !== '' && { key: cleanedKey }),
          }}
          onSuggestion={setBaseUrl}
        />
      </div>
      <footer className="flex min-h-14 shrink-0 flex-wrap items-center justify-end gap-2 border-t border-line px-6 py-3">
        {problem && (
          <p id={problemId} role="alert" className="grow text-13 text-danger">
            {problem}
          </p>
        )}
        <Button onClick={onClose}>{t('settings.cancel')}</Button>
        <Button look="primary" disabled={isSaving} aria-describedby={problem ? problemId : undefined} onClick={save}>
          {t('settings.save')}
        </Button>
      </footer>
    </Dialog>
  )
}

/** Returns the first service without a connection. */
function proposeService(connections: readonly ConnectionView[]): ServiceId {
  const free = ADDABLE.find(({ id }) => !connections.some(({ service }) => service === id))
  return (free ?? ADDABLE[0])?.id ?? ''
}
