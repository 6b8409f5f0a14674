import { useEffect, useMemo } from 'react'
import type { StoreApi } from 'zustand/vanilla'
import { assertNever } from '@shared/assert-never'
import { useProjectDialog } from '@/features/chat/projects/project-dialogs'
import type { ChatSearchState } from '@/features/chat/search'
import { useChatStoreApi } from '@/features/chat/use-chat-store'
import { WindowActionsContext, type WindowActions } from '@/features/chat/window-actions'
import { useQuestion } from '@/features/budget/ask-first'
import { composer } from '@/features/composer/store'
import { useSettingsStoreApi } from '@/bridge/settings-store'
import { useClient } from '@/bridge/use-client'
import { setFocusHome } from '@/lib/focus'
import { lazyPart, preloadWhenIdle } from '@/ui/lazy-part'
import { canEdit, editImage, findEditor, withMaker } from './attach-images'
import { BatchDialogView } from './batch-dialog'
import { describeImage, findImageDescriber } from './describe-image'
import { exportChatLater } from './export-later'
import { focusComposer, focusMiddle } from './focus-composer'
import {
  closeOverlay,
  compareImages,
  cropImage,
  exportImages,
  extendCanvas,
  openChatSettings,
  openPrompts,
  openReport,
  openSettings,
  openUsage,
  markUp,
  paintMask,
  showDetails,
  showFamily,
  showView,
  useLayout,
  viewImage,
  openReferences,
} from './layout-store'
import { keepModel, rememberModel } from './keep-model'
import { openCap } from './open-cap'
import { otherWays } from './other-ways'
import { printChatLater } from './print-later'
import { reuse } from './reuse'
import { Shell } from './Shell'
import { typeAnywhere } from './type-anywhere'
import { useCalledAnswer } from './use-called-answer'
import { useShortcuts } from './use-shortcuts'
import { useTheme } from './use-theme'

const SettingsDialog = lazyPart(() =>
  import('@/features/settings/SettingsDialog').then((module) => module.SettingsDialog),
)
const ChatSettings = lazyPart(() => import('./ChatSettings').then((module) => module.ChatSettings))
const Announcements = lazyPart(() => import('./Announcements').then((module) => module.Announcements))
const Notices = lazyPart(() => import('@/ui/Notices').then((module) => module.Notices))
const FileDrop = lazyPart(() => import('./FileDrop').then((module) => module.FileDrop))
const AskDialog = lazyPart(() => import('@/features/budget/AskDialog').then((module) => module.AskDialog))
const UsageView = lazyPart(() => import('./UsageView').then((module) => module.UsageView))
const ChatLightbox = lazyPart(() =>
  import('@/features/chat/lightbox/ChatLightbox').then((module) => module.ChatLightbox),
)
const ChatCompare = lazyPart(() => import('@/features/chat/compare/ChatCompare').then((module) => module.ChatCompare))
const FamilyDialog = lazyPart(() => import('@/features/chat/family/FamilyDialog').then((module) => module.FamilyDialog))
const CropOverlayView = lazyPart(() => import('./CropOverlayView').then((module) => module.CropOverlayView))
const ExtendOverlayView = lazyPart(() => import('./ExtendOverlayView').then((module) => module.ExtendOverlayView))
const MarkupOverlayView = lazyPart(() => import('./MarkupOverlayView').then((module) => module.MarkupOverlayView))
const MaskOverlayView = lazyPart(() => import('./MaskOverlayView').then((module) => module.MaskOverlayView))
const AboutDialog = lazyPart(() => import('@/features/help/AboutDialog').then((module) => module.AboutDialog))
const ReportDialog = lazyPart(() => import('@/features/help/ReportDialog').then((module) => module.ReportDialog))
const HandOffView = lazyPart(() => import('./HandOffView').then((module) => module.HandOffView))
const ImportView = lazyPart(() => import('./ImportView').then((module) => module.ImportView))
const PromptsView = lazyPart(() => import('./PromptsView').then((module) => module.PromptsView))
const ReferencesView = lazyPart(() => import('./ReferencesView').then((module) => module.ReferencesView))
const ImproveDialog = lazyPart(() => import('./improve/ImproveDialog').then((module) => module.ImproveDialog))
const CommandPalette = lazyPart(() => import('./commands/CommandPalette').then((module) => module.CommandPalette))
const PromptEditor = lazyPart(() => import('./PromptEditor').then((module) => module.PromptEditor))
const LibraryPage = lazyPart(() => import('./LibraryPage').then((module) => module.LibraryPage))
const DeletionPage = lazyPart(() => import('./DeletionPage').then((module) => module.DeletionPage))
const BinPage = lazyPart(() => import('./BinPage').then((module) => module.BinPage))
const ProjectDialogsView = lazyPart(() => import('./ProjectDialogsView').then((module) => module.ProjectDialogsView))
const ShortcutSheet = lazyPart(() => import('./ShortcutSheet').then((module) => module.ShortcutSheet))

export function App({ search }: { readonly search: StoreApi<ChatSearchState> }) {
  const store = useChatStoreApi()
  const settings = useSettingsStoreApi()
  const client = useClient()
  const actions = useMemo<WindowActions>(
    () => ({
      openSettings,
      openChatSettings,
      openCap: (cap) => openCap(store, cap),
      openUsage,
      openPrompts,
      openReferences,
      viewImage,
      compareImages,
      exportImages: (id) => exportImages({ from: 'answer', id }),
      exportChat: (id) => exportChatLater(store, client, id),
      printChat: (id) => printChatLater(store, client, id),
      showFamily,
      showDetails,
      PromptEditor: PromptEditor.Component,
      reuse: (asked) => reuse(store, asked),
      focusComposer,
      openGallery: () => showView('gallery'),
      chooseModel: (model) => {
        const { openChatId, saveChoice } = store.getState()
        composer.choose(openChatId ?? 'new', { model })
        if (openChatId) saveChoice(openChatId, { model })
        rememberModel(settings, model)
      },
      editImage: (image, maker) => editImage(store, settings, withMaker(store, image, maker)),
      findDescriber: (image) => findImageDescriber(store.getState(), settings.getState().view, image, Date.now()),
      describeImage: (image, model) => describeImage(store, image, model),
      paintMask: (image, maker) => paintMask(withMaker(store, image, maker)),
      canMarkUp: (maker) => canEdit(findEditor(store, settings, maker)),
      extendCanvas: (image, maker) => extendCanvas(withMaker(store, image, maker)),
      cropImage: (image, maker) => cropImage(withMaker(store, image, maker)),
      markUp: (image, maker) => markUp(withMaker(store, image, maker)),
      otherWays: (message) => otherWays(store.getState(), settings.getState().view, message, Date.now()),
    }),
    [store, settings, client],
  )
  useEffect(() => keepModel(store, settings), [store, settings])
  useTheme()
  useShortcuts()
  useCalledAnswer()
  // Keys pressed right after clicking an image belong to the lightbox, those after "Edit prompt" to its box.
  useEffect(() => preloadWhenIdle(ChatLightbox, ChatSettings, PromptEditor, CommandPalette), [])
  useEffect(() => {
    const stops = [setFocusHome(focusMiddle), typeAnywhere(window)]
    return () => stops.forEach((stop) => stop())
  }, [])
  return (
    <WindowActionsContext value={actions}>
      <Shell search={search} />
      <OverlayView />
      <FileDrop.Component />
      <AskView />
      <ProjectView />
      <Notices.Component />
      <Announcements.Component />
    </WindowActionsContext>
  )
}

function ProjectView() {
  const dialog = useProjectDialog()
  return dialog.kind === 'none' ? null : <ProjectDialogsView.Component dialog={dialog} />
}

function AskView() {
  const question = useQuestion()
  return question && <AskDialog.Component question={question} />
}

function OverlayView() {
  const overlay = useLayout((state) => state.overlay)
  const store = useChatStoreApi()
  switch (overlay.kind) {
    case 'none':
      return null
    case 'settings':
      return (
        <SettingsDialog.Component
          section={overlay.section}
          model={overlay.model}
          findCopies={async (hashes) => (await store.data()).attachments.findCopies(hashes)}
          library={<LibraryPage.Component />}
          deletion={<DeletionPage.Component />}
          renderBin={(isShown) => <BinPage.Component isShown={isShown} />}
          onClose={closeOverlay}
        />
      )
    case 'chat-settings':
      return <ChatSettings.Component onClose={closeOverlay} />
    case 'usage':
      return <UsageView.Component onClose={closeOverlay} />
    case 'commands':
      return <CommandPalette.Component onClose={closeOverlay} />
    case 'shortcuts':
      return <ShortcutSheet.Component onClose={closeOverlay} />
    case 'about':
      return <AboutDialog.Component onReport={openReport} onClose={closeOverlay} />
    case 'report':
      return <ReportDialog.Component onClose={closeOverlay} />
    case 'prompts':
      return <PromptsView.Component text={overlay.text} onClose={closeOverlay} />
    case 'batch':
      return <BatchDialogView.Component text={overlay.text} onClose={closeOverlay} />
    case 'references':
      return <ReferencesView.Component image={overlay.image} edit={overlay.edit} onClose={closeOverlay} />
    case 'improve':
      return <ImproveDialog.Component text={overlay.text} onClose={closeOverlay} />
    case 'import':
      return <ImportView.Component file={overlay.file} onClose={closeOverlay} />
    case 'image':
      return <ChatLightbox.Component shown={overlay.id} onShow={viewImage} onClose={closeOverlay} />
    case 'compare':
      return <ChatCompare.Component id={overlay.id} onClose={closeOverlay} />
    case 'family':
      return <FamilyDialog.Component of={overlay.id} onClose={closeOverlay} />
    case 'export':
      return <HandOffView.Component what={overlay.what} onClose={closeOverlay} />
    case 'mask':
      return <MaskOverlayView.Component overlay={overlay} onClose={closeOverlay} />
    case 'markup':
      return <MarkupOverlayView.Component overlay={overlay} onClose={closeOverlay} />
    case 'extend':
      return <ExtendOverlayView.Component overlay={overlay} onClose={closeOverlay} />
    case 'crop':
      return <CropOverlayView.Component overlay={overlay} onClose={closeOverlay} />
    default:
      return assertNever(overlay)
  }
}
