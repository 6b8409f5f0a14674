import { trimText } from '@shared/is-blank'
import { useState } from 'react'
import { LONGEST_PROMPT_TITLE, toContent, type SavedStyle } from '@shared/prompt-library'
import type { ChatSettings } from '@shared/text-settings'
import { useTranslation } from '@/i18n/use-translation'
import { Button } from '@/ui/Button'
import { CONTROL } from '@/ui/control-style'
import { createStyle, type OwnStyles } from './own-styles'

interface OwnStyleBarProps {
  readonly settings: ChatSettings
  readonly own: OwnStyles
  /** The style that the chat uses. */
  readonly saved: SavedStyle | undefined
  /** Whether the chat's settings match no style. */
  readonly isUnsaved: boolean
}

type Naming = { readonly kind: 'new' } | { readonly kind: 'rename'; readonly style: SavedStyle }

/** Actions for the style of a chat: save it under a name, rename it, delete it with undo. */
export function OwnStyleBar({ settings, own, saved, isUnsaved }: OwnStyleBarProps) {
  const { t } = useTranslation()
  const [naming, setNaming] = useState<Naming>()
  const [deleted, setDeleted] = useState<string>()
  const keep = (title: string): void => {
    if (naming?.kind === 'rename') own.save({ ...toContent(naming.style), title }, naming.style.id)
    else own.save(createStyle(title, settings), own.styles.find((style) => style.title === title)?.id)
    setNaming(undefined)
    setDeleted(undefined)
  }
  if (naming) {
    return (
      <NameForm
        title={naming.kind === 'rename' ? naming.style.title : ''}
        onKeep={keep}
        onCancel={() => setNaming(undefined)}
      />
    )
  }
  if (!isUnsaved && !saved && deleted === undefined) return null
  return (
    <div className="flex min-h-8 flex-wrap items-center justify-end gap-1">
      {deleted !== undefined && (
        <>
          <span role="status" className="mr-auto text-12 text-text-muted">
            {t('chatSettings.styleDeleted', { title: deleted })}
          </span>
          <Button
            look="quiet"
            size="small"
            onClick={() => {
              own.undoDeletion()
              setDeleted(undefined)
            }}
          >
            {t('notices.undo')}
          </Button>
        </>
      )}
      {isUnsaved && (
        <Button look="quiet" size="small" onClick={() => setNaming({ kind: 'new' })}>
          {t('chatSettings.saveStyle')}
        </Button>
      )}
      {saved && (
        <>
          <Button look="quiet" size="small" onClick={() => setNaming({ kind: 'rename', style: saved })}>
            {t('chatSettings.renameStyle')}
          </Button>
          <Button
            look="quiet"
            size="small"
            onClick={() => {
              own.delete(saved.id)
              setDeleted(saved.title)
            }}
          >
            {t('chatSettings.deleteStyle')}
          </Button>
        </>
      )}
    </div>
  )
}

interface NameFormProps {
  readonly title: string
  readonly onKeep: (title: string) => void
  readonly onCancel: () => void
}

function NameForm({ title: before, onKeep, onCancel }: NameFormProps) {
  const { t } = useTranslation()
  const [title, setTitle] = useState(before)
  const name = trimText(title.replace(/\s+/gu, ' '))
  return (
    <form
      className="flex gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        if (name !== '') onKeep(name)
      }}
    >
      <input
        // The user has just requested it.
        autoFocus
        aria-label={t('chatSettings.styleName')}
        placeholder={t('chatSettings.styleName')}
        maxLength={LONGEST_PROMPT_TITLE}
        autoComplete="off"
        dir="auto"
        value={title}
        onChange={(event) => setTitle(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          // Escape leaves the name box, not the dialog.
          event.preventDefault()
          event.stopPropagation()
          onCancel()
        }}
        className={CONTROL}
      />
      <Button type="submit" disabled={name === ''}>
        {t('chatSettings.keepStyle')}
      </Button>
      <Button look="quiet" onClick={onCancel}>
        {t('chatSettings.cancelStyle')}
      </Button>
    </form>
  )
}
