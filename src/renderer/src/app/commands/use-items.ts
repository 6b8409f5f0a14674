import { useMemo, useState } from 'react'
import { getLifetime } from '@shared/catalogue/offers'
import { describeKeys, findKeys, SHORTCUTS } from '@shared/shortcuts'
import { useSettingsStore } from '@/bridge/settings-store'
import { useChatStore, useChatStoreApi } from '@/features/chat/use-chat-store'
import { isDropped, needsKey, offersFor } from '@/features/composer/choose-model'
import { useTranslation } from '@/i18n/use-translation'
import { PLATFORM } from '@/lib/platform'
import { SETTINGS_SECTIONS } from '@/lib/settings-sections'
import { findMenuState } from '../tell-menu'
import { PALETTE_DIALOGS, type PaletteItem } from './list-items'

/** Returns everything that was possible when the palette opened. */
export function useItems(): readonly PaletteItem[] {
  const { t } = useTranslation()
  const store = useChatStoreApi()
  const chats = useChatStore((state) => state.chats)
  const settings = useSettingsStore((state) => state.view)
  const [now] = useState(() => Date.now())
  return useMemo(() => {
    const enabled = new Set(findMenuState(store.getState(), false, now).enabled)
    const commands = SHORTCUTS.map(({ id }) => id)
      .filter((id) => id !== 'open-commands' && enabled.has(id))
      .map((command): PaletteItem => {
        const keys = findKeys(command)
        const label = t(`shortcuts.command.${command}`)
        return { kind: 'command', command, label, keys: keys && describeKeys(keys, PLATFORM) }
      })
    const dialogs = PALETTE_DIALOGS.map((dialog): PaletteItem => ({
      kind: 'dialog',
      dialog,
      label: t(`commands.dialog.${dialog}`),
    }))
    const pages = SETTINGS_SECTIONS.map((section): PaletteItem => ({
      kind: 'settings',
      section,
      label: t('commands.settings', { page: t(`settings.sections.${section}`) }),
    }))
    const usable = (settings ? offersFor(settings) : []).filter(
      ({ model, isUnlisted }) =>
        settings &&
        !isUnlisted &&
        !isDropped(model, settings) &&
        !needsKey(model, settings) &&
        getLifetime(model, now) === 'running',
    )
    const models = usable.map(({ model }): PaletteItem => ({
      kind: 'model',
      model: model.id,
      makes: model.kind,
      label: model.name,
    }))
    const all = chats.map(({ id, title, pinnedAt, archivedAt }): PaletteItem => ({
      kind: 'chat',
      chat: id,
      place: archivedAt !== undefined ? 'archived' : pinnedAt !== undefined ? 'pinned' : 'listed',
      label: title,
    }))
    return [...commands, ...dialogs, ...pages, ...models, ...all]
  }, [store, chats, settings, now, t])
}
