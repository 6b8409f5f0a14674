import { Pencil, Trash2 } from 'lucide-react'
import { useId } from 'react'
import type { SavedPrompt } from '@shared/prompt-library'
import { useTranslation } from '@/i18n/use-translation'
import { IconButton } from '@/ui/IconButton'

/** More never fits the line. Characters. */
const MOST_SHOWN = 300

interface PromptRowProps {
  readonly prompt: SavedPrompt
  readonly onUse: () => void
  readonly onEdit: () => void
  readonly onDelete: () => void
}

/** A saved prompt; a click puts it into the message box. */
export function PromptRow({ prompt, onUse, onEdit, onDelete }: PromptRowProps) {
  const { t } = useTranslation()
  const textId = useId()
  return (
    <li className="group relative flex items-center gap-1 rounded-sm pr-1.5 focus-within:bg-hover hover:bg-hover">
      <div className="flex min-w-0 grow flex-col px-2.5 py-1.5">
        {/* Stretched over the whole row. */}
        <button
          type="button"
          aria-describedby={textId}
          dir="auto"
          onClick={onUse}
          className="w-full truncate rounded-sm text-left text-13 font-medium after:absolute after:inset-0"
        >
          {prompt.title}
        </button>
        <span id={textId} dir="auto" className="w-full truncate text-12 text-text-muted">
          {prompt.text.slice(0, MOST_SHOWN)}
        </span>
      </div>
      <span className="relative flex shrink-0 opacity-0 group-focus-within:opacity-100 group-hover:opacity-100">
        <IconButton
          icon={Pencil}
          size="small"
          label={t('prompts.edit', { title: prompt.title })}
          hint={t('prompts.editShort')}
          onClick={onEdit}
        />
        <IconButton
          icon={Trash2}
          size="small"
          label={t('prompts.delete', { title: prompt.title })}
          hint={t('prompts.deleteShort')}
          onClick={onDelete}
        />
      </span>
    </li>
  )
}
