import { useEffect, useMemo } from 'react'
import { useClient } from '@/bridge/use-client'
import { useSettingsStoreApi } from '@/bridge/settings-store'
import { useImageMenu } from '@/features/chat/answer/use-image-menu'
import { toInput } from '@/features/chat/attached'
import { markDeleted } from '@/features/chat/mark-deleted'
import { getChatImages } from '@/features/chat/sidebar/chat-images'
import { showMessage } from '@/features/chat/show-message'
import type { ChatStore } from '@/features/chat/store'
import { useChatStore, useChatStoreApi } from '@/features/chat/use-chat-store'
import { GalleryPage } from '@/features/gallery/GalleryPage'
import { createGalleryStore, type GalleryStore } from '@/features/gallery/store'
import type { GalleryActions } from '@/features/gallery/use-gallery'
import { onImagesChanged } from '@/lib/image-changes'
import { lazyPart } from '@/ui/lazy-part'
import { notifyFailure } from '@/ui/notices'
import { attachTo } from './attach-images'
import { focusComposer } from './focus-composer'
import { readRecipes } from './gallery-recipes'
import { exportImages, paintMask, showView } from './layout-store'
import { ShowSidebarButton } from './ShowSidebarButton'

const GalleryCompareView = lazyPart(() => import('./GalleryCompareView').then((module) => module.GalleryCompareView))

const stores = new WeakMap<ChatStore, GalleryStore>()
const ROW_HEIGHT_KEY = 'easel.gallery.rowHeight'
const USUAL_ROW_HEIGHT = 208
const FOLDING_KEY = 'easel.gallery.isFolding'

/** Returns the page's one store, so what was read and filtered survives closing the gallery. */
function getGalleryStore(chat: ChatStore): GalleryStore {
  const known = stores.get(chat)
  if (known) return known
  const store = createGalleryStore({
    data: () => chat.data(),
    now: Date.now,
    onDeleted(ids, isDeleted, kept) {
      markDeleted(chat, ids, isDeleted)
      void kept.then(() => getChatImages(chat).lookAtOnce())
    },
    onFailed: notifyFailure,
    rowHeight: Number(window.localStorage.getItem(ROW_HEIGHT_KEY)) || USUAL_ROW_HEIGHT,
    isFolding: window.localStorage.getItem(FOLDING_KEY) === 'true',
  })
  store.subscribe(({ rowHeight, isFolding }, before) => {
    if (rowHeight !== before.rowHeight) window.localStorage.setItem(ROW_HEIGHT_KEY, String(rowHeight))
    if (isFolding !== before.isFolding) window.localStorage.setItem(FOLDING_KEY, String(isFolding))
  })
  stores.set(chat, store)
  return store
}

/** The gallery, connected to the rest of the window. */
export function GalleryView({ sidebarShown }: { readonly sidebarShown: boolean }) {
  const client = useClient()
  const chat = useChatStoreApi()
  const settings = useSettingsStoreApi()
  const store = getGalleryStore(chat)
  const chats = useChatStore((state) => state.chats)
  const imageMenu = useImageMenu(focusComposer)
  const actions = useMemo<GalleryActions>(
    () => ({
      store,
      chats,
      onLeave: focusComposer,
      onShowInChat: ({ chatId, messageId }) => {
        showView('chat')
        void showMessage(chat, chatId, messageId)
      },
      onAttach: (images) => {
        attachTo(
          chat,
          settings,
          chat.getState().openChatId,
          images.map(({ image }) => toInput(image)),
        )
        focusComposer()
      },
      onPaintMask: ({ image, model }) => paintMask({ image, maker: model }),
      listMenu: ({ image, model }, file) => imageMenu(image, file, model),
      Compare: GalleryCompareView.Component,
      onExport: (images) => exportImages({ from: 'gallery', images }),
      readRecipes: (images) => readRecipes(chat, images),
    }),
    [store, chats, chat, settings, imageMenu],
  )
  // An answer that ends while the gallery is open may have added images.
  useEffect(
    () =>
      client.on('run.changed', ({ state }) => {
        if (state.status === 'done') void store.refresh()
      }),
    [client, store],
  )
  const chatCount = chats.length
  useEffect(() => {
    // Deleting or restoring a chat does the same to its images.
    void chat.settled().then(() => store.refresh())
  }, [chat, store, chatCount])
  useEffect(() => onImagesChanged(() => void store.refresh()), [store])
  return <GalleryPage actions={actions}>{!sidebarShown && <ShowSidebarButton />}</GalleryPage>
}
