import { splitFiles } from '@shared/text-files'
import { BookmarkPlus, Ellipsis, GitBranch, Pencil, TextCursorInput } from 'lucide-react'
import type { RefObject } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { CopyButton } from '@/ui/CopyButton'
import { IconButton } from '@/ui/IconButton'
import { MenuButton } from '@/ui/MenuButton'
import { beginEdit } from '../edits'
import { findAskedWith } from '../find-asked'
import type { UserMessage } from '../model'
import { useChatStoreApi } from '../use-chat-store'
import { useWindowActions } from '../window-actions'

interface QuestionButtonsProps {
  readonly message: UserMessage
  /** Undefined if it can't be branched now. */
  readonly branch: (() => void) | undefined
  readonly editButton: RefObject<HTMLButtonElement | null>
}

/** Actions for a question, to its right. */
export function QuestionButtons({ message, branch, editButton }: QuestionButtonsProps) {
  const { t } = useTranslation()
  const store = useChatStoreApi()
  const { reuse, openPrompts } = useWindowActions()
  return (
    <div className="revealed-by-answer absolute top-1.5 left-full ml-1 flex items-center">
      <CopyButton text={splitFiles(message.text).words || message.text} label={t('answer.copyPrompt')} size="small" />
      <IconButton
        ref={editButton}
        icon={Pencil}
        label={t('question.edit')}
        size="small"
        onClick={() => beginEdit(message)}
      />
      <MenuButton
        look="quiet"
        size="small"
        className="w-7"
        label={t('image.more')}
        data-hint={t('image.more')}
        items={() => [
          {
            label: t('answer.reuse'),
            icon: TextCursorInput,
            onChoose: () => reuse(findAskedWith(message, store.getState().messages)),
          },
          {
            label: t('question.savePrompt'),
            icon: BookmarkPlus,
            onChoose: () => openPrompts(splitFiles(message.text).words),
          },
          ...(branch ? [{ label: t('question.branch'), icon: GitBranch, onChoose: branch }] : []),
        ]}
      >
        <Ellipsis size={16} strokeWidth={1.5} aria-hidden className="shrink-0" />
      </MenuButton>
    </div>
  )
}
