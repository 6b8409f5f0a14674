import { useMemo } from 'react'
import { getConnectionName } from '@shared/connections'
import type { BatchDraft } from '@shared/batch/batch'
import { withRole } from '@shared/catalogue/inputs'
import { getLifetime } from '@shared/catalogue/offers'
import { useModelFinder } from '@/bridge/use-model-finder'
import { useSettingsStore } from '@/bridge/settings-store'
import { useClient } from '@/bridge/use-client'
import { useBudget } from '@/features/budget/store'
import { BatchDialog, type OfferedModel } from '@/features/chat/batch/BatchDialog'
import { useBatchStore } from '@/features/chat/batch/batch-store'
import { getOpenProject } from '@/features/chat/projects/project-instructions'
import { findFollowUp, listSending } from '@/features/chat/attached'
import { getSettings, openChat } from '@/features/chat/selectors'
import { useChatStore, useChatStoreApi } from '@/features/chat/use-chat-store'
import { needsKey, offersFor } from '@/features/composer/choose-model'
import { currentChoice } from '@/features/composer/current-choice'
import { composer, useComposerStore } from '@/features/composer/store'
import { useNow } from '@/lib/use-now'
import { notifyFailure } from '@/ui/notices'
import { showBatch } from './layout-store'
import { readTyped } from './read-typed'
import { useShallow } from 'zustand/react/shallow'

/** Starts a new batch from the message box, in a new chat. */
export function BatchDialogView({ text, onClose }: { readonly text: string; readonly onClose: () => void }) {
  const store = useChatStoreApi()
  const client = useClient()
  const batches = useBatchStore()
  const settings = useSettingsStore((state) => state.view)
  const budget = useBudget()
  const find = useModelFinder()
  const now = useNow()
  const chatId = useChatStore((state) => state.openChatId)
  const project = useChatStore((state) => getOpenProject(state)?.id)
  const remembered = useChatStore(
    useShallow((state) => {
      const { model, options, models } = openChat(state) ?? {}
      return { model, options, models }
    }),
  )
  const choice = useComposerStore((state) => state.choices[chatId ?? 'new'])
  const { models, wanted } = currentChoice(choice, remembered, settings, now)
  const followUp = useChatStore((state) =>
    findFollowUp(models[0], getSettings(state), settings?.settings.followUpPrompts),
  )
  const images = useChatStore(useShallow((state) => listSending(state, followUp)))
  const chosen = useMemo(() => models.flatMap(({ kind, id }) => (kind === 'image' ? [id] : [])), [models])
  const [first] = models
  const inputs = useMemo(() => (first ? images.map((image) => withRole(image, first)) : images), [first, images])
  const offers = useMemo((): readonly OfferedModel[] => {
    if (!settings) return []
    const { favoriteModels } = settings.settings
    const isFirst = (id: OfferedModel['model']['id']): boolean => favoriteModels.includes(id)
    return offersFor(settings)
      .flatMap(({ model, isUnlisted }) =>
        // Models chosen in the message box are available here too, even if their server doesn't list them.
        model.kind === 'image' &&
        (!isUnlisted || chosen.includes(model.id)) &&
        !needsKey(model, settings) &&
        getLifetime(model, now) !== 'ended'
          ? [{ model, connection: getConnectionName(settings.connections, model.id) }]
          : [],
      )
      .toSorted((one, other) => Number(isFirst(other.model.id)) - Number(isFirst(one.model.id)))
  }, [settings, now, chosen])
  if (!settings) return null

  const start = async (draft: BatchDraft): Promise<void> => {
    try {
      await batches.start(draft)
    } catch (error) {
      notifyFailure(error)
      throw error
    }
    store.hear((await client.request('runs.list')).filter(({ place }) => place.chatId === draft.chatId))
    // The prompt has been sent, so clear it.
    if (readTyped(store).trim() === text.trim()) {
      composer.clear(chatId ?? 'new')
      store.getState().saveDraft(chatId, '')
      if (draft.inputs) store.getState().saveAttached(chatId, [])
    }
    onClose()
    showBatch(draft.chatId)
    await store.getState().openChat(draft.chatId)
  }
  return (
    <BatchDialog
      text={text}
      offers={offers}
      chosen={chosen}
      options={wanted}
      images={inputs}
      budget={budget}
      project={project}
      find={find}
      onStart={start}
      onClose={onClose}
    />
  )
}
