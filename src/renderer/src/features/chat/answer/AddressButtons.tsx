import { changeConnection } from '@shared/connections'
import { parseModelId, type ModelId } from '@shared/services/ids'
import type { Failure } from '@shared/failure'
import type { RunId } from '@shared/ids'
import { useState } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { useClient } from '@/bridge/use-client'
import { Button } from '@/ui/Button'
import { notify, notifyFailure } from '@/ui/notices'

interface AddressButtonProps {
  readonly address: string
  readonly look: 'outline' | 'quiet'
}

/** Sets this address for the model's connection. The key is kept only if it was saved for the same server. */
export function UseAddressButton({ address, look, model }: AddressButtonProps & { readonly model: ModelId }) {
  const { t } = useTranslation()
  const client = useClient()
  const id = parseModelId(model)?.connection
  const change = async (): Promise<void> => {
    if (id === undefined) return
    const view = await client.request('settings.read')
    const connections = changeConnection(view.connections, id, (one) => ({ ...one, baseUrl: address }))
    await client.request('settings.change', { settings: { connections } })
  }
  const use = (): void => {
    change()
      .then(() => notify({ text: t('settings.saved') }))
      .catch(notifyFailure)
  }
  return (
    <Button look={look} onClick={use}>
      {t('failure.useAddress', { address })}
    </Button>
  )
}

export function CopyAddressButton({ address, look }: AddressButtonProps) {
  const { t } = useTranslation()
  const copy = (): void => {
    navigator.clipboard.writeText(address).then(
      () => notify({ text: t('failure.addressCopied') }),
      () => undefined,
    )
  }
  return (
    <Button look={look} onClick={copy}>
      {t('failure.copyAddress')}
    </Button>
  )
}

interface FetchAddressButtonProps {
  readonly id: RunId
  readonly failure: Failure
  readonly look: 'outline' | 'quiet'
}

/** Downloads an image from an address that Easel doesn't fetch automatically. It's already paid for. */
export function FetchAddressButton({ id, failure, look }: FetchAddressButtonProps) {
  const { t } = useTranslation()
  const client = useClient()
  const [isFetching, setFetching] = useState(false)
  const host = new URL(failure.address ?? '').host
  const fetchIt = (): void => {
    setFetching(true)
    client
      .request('runs.fetchRefused', id)
      .then((isKept) => isKept || notify({ text: t('failure.answerGone') }))
      .catch(notifyFailure)
      .finally(() => setFetching(false))
  }
  const isRefused = failure.code === 'image-address-refused'
  return (
    <Button look={look} disabled={isFetching} onClick={fetchIt}>
      {isRefused ? t('failure.allowAddress', { host }) : t('failure.fetchAddress')}
    </Button>
  )
}
