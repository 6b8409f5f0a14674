import { useEffect, useState } from 'react'
import { QUICK_ASK_SHORTCUTS, type QuickAskShortcut } from '@shared/quick-ask'
import { useClient } from '@/bridge/use-client'
import { useTranslation } from '@/i18n/use-translation'
import { PLATFORM } from '@/lib/platform'
import { SelectField } from '@/ui/SelectField'
import { notifyFailure } from '@/ui/notices'

/**
 * Chooses the shortcut that shows the small window, or none. Whether another app has it is only known once it's chosen.
 */
export function QuickAskField({ chosen }: { readonly chosen: QuickAskShortcut | null }) {
  const { t } = useTranslation()
  const client = useClient()
  const [refused, setRefused] = useState<QuickAskShortcut>()
  useEffect(() => {
    let isGone = false
    client
      .request('quickAsk.isActive', undefined)
      .then((isActive) => !isGone && setRefused(isActive || chosen === null ? undefined : chosen))
      .catch(() => undefined)
    return () => {
      isGone = true
    }
  }, [client, chosen])
  const choose = async (keys: QuickAskShortcut | null): Promise<void> => {
    const isTaken = !(await client.request('quickAsk.choose', { keys }))
    setRefused(isTaken && keys !== null ? keys : undefined)
  }
  return (
    <SelectField<QuickAskShortcut | 'off'>
      label={t('settings.general.quickAsk')}
      hint={
        refused ? (
          <span role="alert" className="text-danger">
            {t('settings.general.quickAskTaken', { keys: nameKeys(refused) })}
          </span>
        ) : (
          t('settings.general.quickAskHint')
        )
      }
      value={chosen ?? 'off'}
      choices={[
        { value: 'off', label: t('settings.general.quickAskOff') },
        ...QUICK_ASK_SHORTCUTS.map((keys) => ({ value: keys, label: nameKeys(keys) })),
      ]}
      onChange={(keys) => void choose(keys === 'off' ? null : keys).catch(notifyFailure)}
    />
  )
}

/** Names the keys as on this system's keyboards. */
function nameKeys(keys: QuickAskShortcut): string {
  const isMac = PLATFORM === 'darwin'
  const names: Readonly<Record<string, string>> = isMac
    ? { CommandOrControl: '⌘', Shift: '⇧', Alt: '⌥' }
    : { CommandOrControl: 'Ctrl' }
  return keys
    .split('+')
    .map((key) => names[key] ?? key)
    .join(isMac ? ' ' : '+')
}
