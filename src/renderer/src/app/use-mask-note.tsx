import { useState, type ReactNode } from 'react'
import { takesOverlay } from '@shared/catalogue/inputs'
import type { Model } from '@shared/catalogue'
import type { InputImage } from '@shared/request'
import { useSettingsStoreApi } from '@/bridge/settings-store'
import { toInput } from '@/features/chat/attached'
import { useChatStoreApi } from '@/features/chat/use-chat-store'
import { findTakers } from '@/features/composer/choose-model'
import { useWindowActions } from '@/features/chat/window-actions'
import { useTranslation } from '@/i18n/use-translation'
import { useNow } from '@/lib/use-now'
import { Button } from '@/ui/Button'
import { findEditor } from './attach-images'
import type { MaskOverlay } from './layout-store'
import '@/i18n/later'

/**
 * Explains how the chosen model handles masks, and offers one that supports them if it doesn't. Undefined if it does.
 */
export function useMaskNote({ image, maker }: MaskOverlay): ReactNode {
  const { t } = useTranslation()
  const store = useChatStoreApi()
  const settings = useSettingsStoreApi()
  const { chooseModel } = useWindowActions()
  const [model, setModel] = useState(() => findEditor(store, settings, maker))
  const now = useNow()
  if (!model) return undefined
  if (takesOverlay(model, 'mask')) {
    return sendsWords(model) ? t('mask.inWords', { model: model.name }) : undefined
  }
  const { view } = settings.getState()
  const other = view && findTakers([toInput(image), inventMask(image)], model, view, now)[0]
  return (
    <>
      <span>{t('mask.unsupported', { model: model.name })}</span>
      {other && (
        <Button
          look="accent"
          size="small"
          onClick={() => {
            chooseModel(other.id)
            setModel(other)
          }}
        >
          {t('attach.useModel', { model: other.name })}
        </Button>
      )}
    </>
  )
}

/** Explains how the model is told which part of a canvas is new, if not by a mask. Undefined if it gets a mask. */
export function useExtendNote(model: Model | undefined): string | undefined {
  const { t } = useTranslation()
  if (!model || (takesOverlay(model, 'mask') && !sendsWords(model))) return undefined
  return t(sendsWords(model) ? 'extend.inWords' : 'extend.asSentence', { model: model.name })
}

function sendsWords(model: Model): boolean {
  return model.kind === 'image' && model.references?.mask?.sentAs === 'words'
}

/** Makes a placeholder for the mask, to find the models that accept it. */
function inventMask(image: Omit<InputImage, 'role'>): InputImage {
  return { ...image, role: 'mask', format: 'png', bytes: 1 }
}
