import { Eraser, Images, Scaling, Spline, type LucideIcon } from 'lucide-react'
import type { StoredImage } from '@shared/answer'
import { listToolOffers, type ToolOffer } from '@shared/catalogue/tools'
import { findConnection, lacksKey } from '@shared/connections'
import type { ImageToolName } from '@shared/services/model'
import { getModelFinder } from '@/bridge/use-model-finder'
import { useSettingsStore } from '@/bridge/settings-store'
import { useFormat } from '@/i18n/use-format'
import { useTranslation } from '@/i18n/use-translation'
import type { MenuItem } from '@/ui/Menu'
import { toInput } from '../attached'
import { useChatStoreApi } from '../use-chat-store'
import { useWindowActions } from '../window-actions'

const ICONS: Readonly<Record<ImageToolName, LucideIcon>> = {
  removeBackground: Eraser,
  upscale: Scaling,
  vectorize: Spline,
  vary: Images,
}

/** What can be made of an image by one click: nothing where no connection can make it. The label says what it costs. */
export function useImageTools(): (image: StoredImage, onMake?: () => void) => readonly MenuItem[] {
  const { t } = useTranslation()
  const format = useFormat()
  const store = useChatStoreApi()
  const view = useSettingsStore((state) => state.view)
  const { focusComposer } = useWindowActions()
  return (image, onMake) => {
    if (!view) return []
    const usable = view.connections.filter((connection) => !connection.isDisabled && !lacksKey(connection))
    const input = toInput(image)
    const toItem = ({ tool, model, options, estimate }: ToolOffer): MenuItem => {
      const text = t(`image.tool.${tool}`)
      const price = format.estimate(estimate) ?? t('image.tool.unknownPrice')
      const connection = findConnection(view.connections, model.id)?.name ?? ''
      return {
        label: t('image.tool.label', { tool: text, price, connection }),
        icon: ICONS[tool],
        onChoose: () => {
          onMake?.()
          store.getState().makeChild({ text, inputs: [input], model: model.id, options })
          focusComposer()
        },
      }
    }
    return listToolOffers(usable, input, getModelFinder(view)).map(toItem)
  }
}
