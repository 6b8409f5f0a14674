import { useTranslation } from '@/i18n/use-translation'
import type { Model } from '@shared/catalogue'
import type { SettingsView } from '@shared/settings'
import { isUsable } from './choose-model'

interface ComposerNoticeProps {
  readonly model: Model | undefined
  readonly settings: SettingsView | undefined
  readonly onOpenSettings: () => void
}

/** One quiet line above the composer while no key is set, with the way to set one. */
export function ComposerNotice({ model, settings, onOpenSettings }: ComposerNoticeProps) {
  const { t } = useTranslation()
  if (!model || !settings || isUsable(settings.secrets.openaiKey)) return null
  return (
    <p className="mb-2 flex flex-wrap gap-x-2 px-[17px] text-12 text-text-muted">
      {t(model.provider === 'demo' ? 'composer.demoNotice' : 'composer.keyNotice')}
      <button
        type="button"
        onClick={onOpenSettings}
        className="rounded-sm text-accent underline-offset-2 hover:underline"
      >
        {t('composer.addKey')}
      </button>
    </p>
  )
}
