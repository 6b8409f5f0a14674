import { useLayoutEffect, useRef } from 'react'
import { splitFiles } from '@shared/text-files'
import { useContextMenu } from '@/bridge/use-context-menu'
import { useTranslation } from '@/i18n/use-translation'
import { classNames } from '@/lib/class-names'
import { copyText } from '@/lib/copy-text'
import { returnFocus } from '@/lib/focus'
import { VersionSwitch } from '../answer/VersionSwitch'
import { beginEdit, useEdit } from '../edits'
import { findAskedWith } from '../find-asked'
import type { MessagePosition, UserMessage } from '../model'
import { useBranch } from '../use-branch'
import { useChatStoreApi } from '../use-chat-store'
import { useWindowActions } from '../window-actions'
import { InputImages } from './InputImages'
import { FileChips } from '@/text-files/FileChips'
import { LongText } from './LongText'
import { QuestionButtons } from './QuestionButtons'
import { useInputMenu } from './use-input-menu'

/** A prompt: text on a quiet surface that extends past the column, so that the words align with the image. */
export function UserView({ message, position, count }: { readonly message: UserMessage } & MessagePosition) {
  const { t } = useTranslation()
  const store = useChatStoreApi()
  const { reuse, PromptEditor } = useWindowActions()
  const showContextMenu = useContextMenu()
  const openInputMenu = useInputMenu()
  const branch = useBranch(message.id)
  const { words, files } = splitFiles(message.text)
  const isEdited = useEdit(message.id) !== undefined
  const editButton = useRef<HTMLButtonElement>(null)
  const isCancelled = useRef(false)
  useLayoutEffect(() => {
    if (isEdited || !isCancelled.current) return
    isCancelled.current = false
    returnFocus(editButton.current)
  }, [isEdited])
  return (
    <article
      aria-label={t('answer.you')}
      aria-posinset={position}
      aria-setsize={count}
      data-message-id={message.id}
      data-status="done"
      onContextMenu={(event) =>
        showContextMenu(event, {
          'copy-prompt': () => void copyText(words || message.text),
          'edit-prompt': () => beginEdit(message),
          'use-prompt': () => reuse(findAskedWith(message, store.getState().messages)),
          ...(branch && { 'branch-chat': branch }),
        })
      }
      className={classNames(
        'group/answer relative -mx-3 flex min-w-0 rounded-md bg-surface-field narrow:-mx-4 forced-colors:border',
        isEdited
          ? 'border border-line-control transition-[border-color] has-[textarea:focus]:border-focus'
          : // Leaves room for the buttons on its right.
            'max-w-[calc(100%-76px)] self-start px-3 py-2.5 narrow:max-w-[calc(100%-72px)] narrow:px-4',
      )}
    >
      {isEdited ? (
        <PromptEditor message={message} onCancelled={() => (isCancelled.current = true)} />
      ) : (
        <div className="flex min-w-0 flex-col gap-2">
          {message.inputs.length > 0 && <InputImages inputs={message.inputs} onContextMenu={openInputMenu} />}
          {files.length > 0 && <FileChips files={files} />}
          {words !== '' && <LongText id={message.id} text={words} />}
          {/* Its arrow aligns with the edge of the text. */}
          <div className="-mt-1 -mb-1 -ml-1.5 flex empty:hidden">
            <VersionSwitch id={message.id} />
          </div>
        </div>
      )}
      {!isEdited && <QuestionButtons message={message} branch={branch} editButton={editButton} />}
    </article>
  )
}
