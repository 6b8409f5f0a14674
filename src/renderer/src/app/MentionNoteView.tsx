import { useEffect } from 'react'
import { useStore } from 'zustand'
import { isSameName, listMentions } from '@shared/reference-names'
import type { InputImage } from '@shared/request'
import { useSettingsStoreApi } from '@/bridge/settings-store'
import { useChatStoreApi } from '@/features/chat/use-chat-store'
import { focusComposer } from './focus-composer'
import { useTranslation } from '@/i18n/use-translation'
import { notifyFailure } from '@/ui/notices'
import type { Reference } from '@/features/references/shelf'
import { attachReference, getShelf } from './reference-shelf'
import '@/i18n/later'

interface MentionNoteViewProps {
  readonly text: string
  /** The images sent with the prompt. */
  readonly inputs: readonly InputImage[]
  /** Absent: attaches it to the current message. */
  readonly onAttach?: (reference: Reference) => void
}

/** Lists named images that a prompt mentions but that aren't attached: it was pasted, or came from a saved prompt. */
export function MentionNoteView({ text, inputs, onAttach }: MentionNoteViewProps) {
  const { t } = useTranslation()
  const store = useChatStoreApi()
  const settings = useSettingsStoreApi()
  const shelf = getShelf(store)
  const references = useStore(shelf, (state) => state.references)
  useEffect(() => {
    shelf.getState().refresh().catch(notifyFailure)
  }, [shelf])
  const mentioned = listMentions(text)
  const missing = (references ?? []).filter(
    ({ name }) =>
      mentioned.some((mention) => isSameName(mention, name)) &&
      !inputs.some((input) => input.name !== undefined && isSameName(input.name, name)),
  )
  if (missing.length === 0) return null
  return (
    <ul className="flex w-full flex-col gap-1 px-4 pt-2 text-12 text-text-muted">
      {missing.map((reference) => (
        <li key={reference.image.attachmentId} className="flex flex-wrap gap-x-2">
          <span role="note">{t('references.notAttached', { name: reference.name })}</span>
          <button
            type="button"
            onClick={() => {
              if (onAttach) return onAttach(reference)
              attachReference(store, settings, reference)
              focusComposer()
            }}
            className="rounded-sm text-accent underline-offset-2 hover:underline"
          >
            {t('references.attach', { name: reference.name })}
          </button>
        </li>
      ))}
    </ul>
  )
}
