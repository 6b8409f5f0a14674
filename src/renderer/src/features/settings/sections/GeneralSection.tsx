import { useTranslation } from '@/i18n/use-translation'
import { findModel } from '@shared/catalogue'
import { useModelChoices } from '@/bridge/use-model-choices'
import { PLATFORM } from '@/lib/platform'
import { ModelField } from '@/ui/ModelField'
import { SelectField } from '@/ui/SelectField'
import { SwitchField } from '@/ui/SwitchField'
import { QuickAskField } from './QuickAskField'
import type { SettingsSectionProps } from './Section'
import { SpellingLanguages } from './SpellingLanguages'

const LAST_USED = 'last-used'
const FIRST_WORDS = 'first-words'

export function GeneralSection({ view, onSet }: Pick<SettingsSectionProps, 'view' | 'onSet'>) {
  const { t } = useTranslation()
  return (
    <div className="flex flex-col gap-4">
      <SelectField
        label={t('settings.general.theme')}
        value={view.settings.theme}
        choices={(['system', 'light', 'dark'] as const).map((theme) => ({
          value: theme,
          label: t(`settings.general.${theme}`),
        }))}
        onChange={(theme) => onSet({ theme })}
      />
      <SelectField
        label={t('settings.general.onLaunch')}
        value={view.settings.onLaunch}
        choices={[
          { value: 'left-off', label: t('settings.general.leftOff') },
          { value: 'new-chat', label: t('settings.general.newChat') },
        ]}
        onChange={(onLaunch) => onSet({ onLaunch })}
      />
      <ModelField
        label={t('settings.general.newChats')}
        value={view.settings.newChatModel ?? LAST_USED}
        choices={[
          { value: LAST_USED, label: t('settings.general.lastUsed') } as const,
          ...useModelChoices(view, view.settings.newChatModel),
        ]}
        onChange={(choice) => onSet({ newChatModel: choice === LAST_USED ? null : choice })}
      />
      <ModelField
        label={t('settings.general.titles')}
        hint={t('settings.general.titlesHint')}
        value={view.settings.titleModel ?? FIRST_WORDS}
        choices={[
          { value: FIRST_WORDS, label: t('settings.general.firstWords') } as const,
          ...useModelChoices(view, view.settings.titleModel).filter(({ value }) => findModel(value)?.kind === 'text'),
        ]}
        onChange={(choice) => onSet({ titleModel: choice === FIRST_WORDS ? null : choice })}
      />
      <SelectField
        label={t('settings.general.followUps')}
        hint={t('settings.general.followUpsHint')}
        value={view.settings.followUpPrompts}
        choices={[
          { value: 'new-image', label: t('settings.general.makeNew') },
          { value: 'edit-last', label: t('composer.editLast') },
        ]}
        onChange={(followUpPrompts) => onSet({ followUpPrompts })}
      />
      <SwitchField
        label={t('settings.general.notify')}
        hint={t('settings.general.notifyHint')}
        checked={view.settings.notifyWhenDone}
        onChange={(notifyWhenDone) => onSet({ notifyWhenDone })}
      />
      <QuickAskField chosen={view.settings.quickAskShortcut} />
      {PLATFORM !== 'darwin' && (
        <SwitchField
          label={t('settings.general.spellCheck')}
          hint={t('settings.general.spellCheckHint')}
          checked={view.settings.spellCheck}
          onChange={(spellCheck) => onSet({ spellCheck })}
        />
      )}
      {PLATFORM !== 'darwin' && view.settings.spellCheck && (
        <SpellingLanguages
          chosen={view.settings.spellLanguages}
          onChange={(spellLanguages) => onSet({ spellLanguages })}
        />
      )}
    </div>
  )
}
