import { useState } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { cleanKey } from '@shared/clean-key'
import type { ConnectionView } from '@shared/connections'
import { findKeyOwner } from '@shared/key-shapes'
import { findService } from '@shared/services'
import { ConnectionTestLine } from '../ConnectionTestLine'
import { SecretField } from '../SecretField'
import type { ConnectionDraft } from '../settings-form'
import { AddressField } from './AddressField'
import { KeyOwnerNote } from './KeyOwnerNote'
import { ModelTypes } from './ModelTypes'
import { NameField } from './NameField'
import { writeWindows } from './window-texts'

interface ConnectionFormProps {
  readonly connection: ConnectionView
  readonly draft: ConnectionDraft
  /** Settings were opened for this key. */
  readonly isWanted: boolean
  readonly isNameTaken: boolean
  readonly onChange: (draft: ConnectionDraft) => void
}

/** Key, address and name of one connection. Changes apply on Save. */
export function ConnectionForm({ connection, draft, isWanted, isNameTaken, onChange }: ConnectionFormProps) {
  const { t } = useTranslation()
  const [testRequest, setTestRequest] = useState(0)
  const facts = findService(connection.service)
  // The first connection keeps the labels from before there could be several.
  const own = facts?.firstVersion && connection.id === facts.id ? facts.name : undefined
  const typed = cleanKey(draft.key.text)
  const key = 'key' in typed ? typed.key : ''
  const baseUrl = draft.baseUrl.trim()
  const { id, service } = connection
  return (
    <div className="flex flex-col gap-4">
      <SecretField
        label={own ? t('settings.connections.ownKey', { name: own }) : t('settings.connections.key')}
        removeLabel={t('settings.secret.removeKey')}
        status={connection.key}
        value={draft.key}
        isWanted={isWanted}
        {...(facts?.keysPage && { link: { label: t('settings.connections.getKey'), address: facts.keysPage } })}
        onPasted={(pasted) => {
          if (mayTestAtOnce(pasted, connection, baseUrl)) setTestRequest(testRequest + 1)
        }}
        onChange={(next) => onChange({ ...draft, key: next })}
      />
      <KeyOwnerNote keyText={key} service={service} name={connection.name} />
      <ConnectionTestLine
        test={{ target: 'connection', connection: { id, service, baseUrl }, ...(key !== '' && { key }) }}
        request={testRequest}
        onSuggestion={(address) => onChange({ ...draft, baseUrl: address })}
      />
      <AddressField
        service={service}
        {...(own && { label: t('settings.connections.ownAddress', { name: own }) })}
        address={connection.address}
        isAsSaved={baseUrl === connection.baseUrl}
        value={draft.baseUrl}
        onChange={(next) => onChange({ ...draft, baseUrl: next })}
      />
      <NameField value={draft.name} isTaken={isNameTaken} onChange={(name) => onChange({ ...draft, name })} />
      {facts?.hasTypes && (
        <ModelTypes
          connection={connection}
          types={draft.types ?? {}}
          windows={draft.windows ?? writeWindows(connection.contextTokens)}
          onChange={(types) => onChange({ ...draft, types })}
          onWindows={(windows) => onChange({ ...draft, windows })}
        />
      )}
    </div>
  )
}

/**
 * Whether a pasted key may be tested automatically: not at the service's default address if the key may be for another
 * server whose address hasn't been entered yet.
 */
function mayTestAtOnce(key: string, { address, service }: ConnectionView, typedAddress: string): boolean {
  const isElsewhere = typedAddress !== '' || address.source !== 'default'
  const owner = findKeyOwner(key)
  return isElsewhere || (owner === undefined ? key.startsWith('sk-') : owner === findService(service)?.keyOwner)
}
