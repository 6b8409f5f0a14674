import { findModel } from '@shared/catalogue'
import type { ModelId } from '@shared/catalogue'
import { listToolOffers, type ToolOffer } from '@shared/catalogue/tools'
import { findConnection, lacksKey } from '@shared/connections'
import type { InputImage } from '@shared/request'
import type { ImageToolName } from '@shared/services/model'
import { getModelFinder } from '@/bridge/use-model-finder'
import { useSettingsStore } from '@/bridge/settings-store'
import { useFormat } from '@/i18n/use-format'
import { useTranslation } from '@/i18n/use-translation'
import type { ImageMenu } from '@/images/menu/image-menu'
import type { ImageActions } from '@/images/use-image-actions'
import { copyText } from '@/lib/copy-text'
import { notify } from '@/ui/notices'
import { findMaker, toInput } from '../attached'
import { deleteImage } from '../delete-image'
import { findAsked } from '../find-asked'
import type { AssistantMessage } from '../model'
import { useChatStoreApi } from '../use-chat-store'
import { useWindowActions } from '../window-actions'
import { useAskAgain } from './use-ask-again'
import '@/i18n/later'

export type MenuImage = Omit<InputImage, 'role'>

const TOOL_COMMANDS = {
  removeBackground: 'remove-background',
  upscale: 'upscale',
  vectorize: 'vectorize',
  vary: 'vary',
} as const satisfies Readonly<Record<ImageToolName, keyof ImageMenu>>

/**
 * The actions for an image, wherever it's shown. `leave`: closes what is on top of the chat before an action that
 * continues in the chat. `actions`: absent if the file is missing. `maker`: the model of the image, if the open chat
 * doesn't know it.
 */
export function useImageMenu(
  leave: () => void = doNothing,
): (image: MenuImage, actions: ImageActions | undefined, maker?: ModelId) => ImageMenu {
  const { t } = useTranslation()
  const format = useFormat()
  const store = useChatStoreApi()
  const view = useSettingsStore((state) => state.view)
  const window = useWindowActions()
  const inChat = (act: () => void) => (): void => {
    leave()
    act()
  }
  const listTools = (image: MenuImage): ImageMenu => {
    if (!view) return {}
    const usable = view.connections.filter((connection) => !connection.isDisabled && !lacksKey(connection))
    const input = toInput(image)
    const toEntry = ({ tool, model, options, estimate }: ToolOffer) => {
      const text = t(`image.tool.${tool}`)
      const price = format.estimate(estimate) ?? t('image.tool.unknownPrice')
      const connection = findConnection(view.connections, model.id)?.name ?? ''
      return {
        label: t('image.tool.label', { tool: text, price, connection }),
        act: inChat(() => {
          store.getState().makeChild({ text, inputs: [input], model: model.id, options })
          window.focusComposer()
        }),
      }
    }
    const offers = listToolOffers(usable, input, getModelFinder(view))
    return Object.fromEntries(offers.map((offer) => [TOOL_COMMANDS[offer.tool], toEntry(offer)]))
  }
  return (image, actions, maker) => {
    const model = maker ?? findMaker(store.getState(), image)?.model
    const describer = window.findDescriber(image)
    const isStill = image.format !== 'gif'
    return {
      ...getFileMenu(actions),
      'edit-image': actions ? inChat(() => window.editImage(image, model)) : null,
      'paint-mask': actions ? () => window.paintMask(image, model) : null,
      ...(isStill &&
        window.canMarkUp(model) && {
          'mark-up': actions ? () => window.markUp(image, model) : null,
          'crop-image': actions ? () => window.cropImage(image, model) : null,
          'extend-canvas': actions ? () => window.extendCanvas(image, model) : null,
        }),
      ...(actions && listTools(image)),
      ...(actions &&
        describer && {
          'describe-image': {
            label: t('image.describe', { model: describer.name }),
            act: inChat(() => window.describeImage(image, describer.id)),
          },
        }),
      'save-reference': () => window.openReferences(image.attachmentId),
      'image-history': () => window.showFamily(image.attachmentId),
    }
  }
}

/** Adds the actions of the answer that made the image. `branch`: present if the chat can be branched there. */
export function useAnswerImageMenu(
  leave: () => void = doNothing,
  branch?: () => void,
): (message: AssistantMessage, image: MenuImage, actions: ImageActions | undefined) => ImageMenu {
  const { t } = useTranslation()
  const store = useChatStoreApi()
  const askAgain = useAskAgain()
  const imageMenu = useImageMenu(leave)
  const { reuse, showDetails, exportImages } = useWindowActions()
  return (message, image, actions) => {
    const { id, status, prompt } = message
    const again = (): void => {
      leave()
      askAgain(id)
    }
    return {
      ...imageMenu(image, actions, message.model),
      'export-images': actions ? () => exportImages(id) : null,
      ...(prompt && {
        'copy-prompt': () => void copyText(prompt).then(() => notify({ text: t('answer.promptCopied') })),
        'use-prompt': () => {
          leave()
          reuse(findAsked(message, store.getState().messages))
        },
      }),
      ...(branch && { 'branch-chat': branch }),
      // A removed model can't be asked again.
      ...(status === 'done' && { regenerate: findModel(message.model) ? again : null }),
      details: () => showDetails(id, image.attachmentId),
      // While other images of its answer are in progress, its message changes.
      ...(status !== 'streaming' && { 'delete-image': () => deleteImage(store, image) }),
    }
  }
}

/** The actions that every image has. */
export function getFileMenu(actions: ImageActions | undefined): ImageMenu {
  return {
    'copy-image': actions?.copy ?? null,
    'copy-file': actions?.copyFile ?? null,
    ...(actions?.share && { 'share-image': actions.share }),
    'save-image': actions?.save ?? null,
    'show-in-folder': actions?.reveal ?? null,
    ...(actions?.copyLink && { 'copy-image-link': actions.copyLink }),
  }
}

function doNothing(): void {
  // Nothing is on top of the chat.
}
