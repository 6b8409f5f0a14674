import { trimText } from '@shared/is-blank'
import { useState, type ReactNode } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { Button } from '@/ui/Button'
import { CONTROL } from '@/ui/control-style'
import { Dialog } from '@/ui/Dialog'
import { DialogHeader } from '@/ui/DialogHeader'
import { cleanName, LONGEST_COLLECTION } from './collections'

interface CollectionDialogProps {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
}

export function CollectionDialog({ title, onClose, children }: CollectionDialogProps) {
  const { t } = useTranslation()
  return (
    <Dialog
      label={title}
      onDismiss={onClose}
      className="flex max-h-[min(560px,calc(100vh-48px))] w-[400px] max-w-[calc(100vw-24px)] animate-rise flex-col overflow-hidden rounded-lg border border-line bg-surface-raised shadow-float"
    >
      <DialogHeader title={title} closeLabel={t('gallery.collections.close')} onClose={onClose} />
      {children}
    </Dialog>
  )
}

interface CollectionNameProps {
  /** The label of the text box. */
  readonly label: string
  readonly before: string
  /** The label of the button. */
  readonly action: string
  readonly isMain?: boolean
  /** Called with the name; the box is empty again afterwards. */
  readonly onName: (name: string) => void
}

/** A text box for a collection's name, and the button that applies it. */
export function CollectionName({ label, before, action, isMain = false, onName }: CollectionNameProps) {
  const [text, setText] = useState(before)
  const name = trimText(cleanName(text))
  return (
    <form
      className="flex gap-2 px-6 pb-4"
      onSubmit={(event) => {
        event.preventDefault()
        if (name === '') return
        onName(name)
        setText('')
      }}
    >
      <input
        dir="auto"
        aria-label={label}
        placeholder={label}
        value={text}
        maxLength={LONGEST_COLLECTION}
        data-focus-first
        onFocus={({ target }) => target.select()}
        onChange={({ target }) => setText(target.value)}
        className={`${CONTROL} min-w-0 grow`}
      />
      <Button look={isMain ? 'primary' : 'outline'} type="submit" disabled={name === ''}>
        {action}
      </Button>
    </form>
  )
}
