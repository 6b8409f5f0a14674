import { X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import type { Model } from '@shared/catalogue'
import { getConnectionName } from '@shared/connections'
import type { SettingsView } from '@shared/settings'
import { IconButton } from '@/ui/IconButton'
import { hasUsableConnection, needsKey } from './choose-model'

interface ComposerNoticeProps {
  readonly model: Model | undefined
  readonly settings: SettingsView | undefined
  readonly onOpenSettings: () => void
}

const DISMISSED = 'easel.demo-notice'

/**
 * One quiet line above the composer while no key is set, with a link to set one. The demo notice can be dismissed for
 * good.
 */
export function ComposerNotice({ model, settings, onOpenSettings }: ComposerNoticeProps) {
  const { t } = useTranslation()
  const [isDismissed, setDismissed] = useState(() => localStorage.getItem(DISMISSED) !== null)
  if (!model || !settings) return null
  const isDemo = model.service === 'demo'
  if (isDemo ? isDismissed || hasUsableConnection(settings) : !needsKey(model, settings)) return null
  const dismiss = (): void => {
    localStorage.setItem(DISMISSED, 'dismissed')
    setDismissed(true)
  }
  return (
    // Hidden below a refusal that says the same, with the same button.
    <div className="mb-1 flex min-h-6 items-center gap-x-2 pr-1 pl-[17px] text-12 text-text-muted [[data-refusal=key-missing]~&]:hidden">
      <p className="flex min-w-0 grow flex-wrap gap-x-2">
        {isDemo
          ? t('composer.demoNotice')
          : t('composer.keyNotice', { connection: getConnectionName(settings.connections, model.id) })}
        <button
          type="button"
          onClick={onOpenSettings}
          className="rounded-sm text-accent underline-offset-2 hover:underline"
        >
          {t('composer.addKey')}
        </button>
      </p>
      {isDemo && <IconButton icon={X} label={t('composer.dismiss')} hint="" size="tiny" onClick={dismiss} />}
    </div>
  )
}
