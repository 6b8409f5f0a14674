import { useTranslation } from '@/i18n/use-translation'
import { findKeyOwner } from '@shared/key-shapes'
import { findService } from '@shared/services'
import type { ServiceId } from '@shared/services/ids'

interface KeyOwnerNoteProps {
  readonly keyText: string
  readonly service: ServiceId
  /** The connection that the key is entered for. */
  readonly name: string
}

/** Warns about another vendor's key. It isn't refused, since its format is only a hint. */
export function KeyOwnerNote({ keyText, service, name }: KeyOwnerNoteProps) {
  const { t } = useTranslation()
  const found = findKeyOwner(keyText)
  const owner = findService(service)?.keyOwner
  if (!found || owner === undefined || found === owner) return null
  return (
    <p role="status" className="-mt-2.5 text-12 text-warning">
      {t('settings.connections.otherKey', { owner: found, name })}
    </p>
  )
}
