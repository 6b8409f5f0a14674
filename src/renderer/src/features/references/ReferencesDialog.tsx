import { useEffect, useLayoutEffect, useRef, useState, type FormEvent } from 'react'
import { Pencil, X } from 'lucide-react'
import { useStore } from 'zustand'
import { LONGEST_REFERENCE_NAME } from '@shared/reference-names'
import type { AttachmentId } from '@shared/ids'
import { isBlank } from '@shared/is-blank'
import { useTranslation } from '@/i18n/use-translation'
import { Thumbnail } from '@/images/thumbnails/Thumbnail'
import { Button } from '@/ui/Button'
import { CONTROL } from '@/ui/control-style'
import { Dialog } from '@/ui/Dialog'
import { DialogHeader } from '@/ui/DialogHeader'
import { Field } from '@/ui/Field'
import { IconButton } from '@/ui/IconButton'
import { notifyFailure } from '@/ui/notices'
import type { Naming, Reference, Shelf } from './shelf'
import '@/i18n/later'

interface ReferencesDialogProps {
  readonly shelf: Shelf
  /** The image to name; the dialog closes once it has a name. */
  readonly image: AttachmentId | undefined
  /** Attaches it and inserts its name. */
  readonly onUse: (reference: Reference) => void
  readonly onClose: () => void
}

/** All named images, with a field above to name a new one. */
export function ReferencesDialog({ shelf, image, onUse, onClose }: ReferencesDialogProps) {
  const { t } = useTranslation()
  const references = useStore(shelf, (state) => state.references)
  const [renaming, setRenaming] = useState<AttachmentId>()
  useEffect(() => {
    shelf.getState().refresh().catch(notifyFailure)
  }, [shelf])
  const naming = renaming ?? image
  const known = references?.find((reference) => reference.image.attachmentId === naming)
  return (
    <Dialog
      label={t('references.title')}
      onDismiss={renaming ? () => setRenaming(undefined) : onClose}
      className="flex max-h-[92vh] w-[min(560px,96vw)] animate-rise flex-col overflow-hidden rounded-lg bg-surface-raised shadow-float"
    >
      <DialogHeader title={t('references.title')} closeLabel={t('references.close')} onClose={onClose} />
      <div className="scroll-slim flex min-h-0 grow flex-col gap-4 px-6 pb-6">
        <p className="text-12 text-text-muted">{t('references.explain')}</p>
        {naming && references && (
          <NameForm
            key={naming}
            before={known?.name ?? ''}
            onSave={(typed) => shelf.getState().name(naming, typed)}
            onDone={() => (renaming ? setRenaming(undefined) : onClose())}
            onCancel={() => (renaming ? setRenaming(undefined) : onClose())}
          />
        )}
        {references?.length === 0 && !naming && <p className="text-13">{t('references.none')}</p>}
        <ul
          aria-label={t('references.list')}
          className="grid grid-cols-[repeat(auto-fill,minmax(136px,1fr))] gap-3 empty:hidden"
        >
          {references?.map((reference) => (
            <ReferenceCard
              key={reference.image.attachmentId}
              reference={reference}
              onUse={() => onUse(reference)}
              onRename={() => setRenaming(reference.image.attachmentId)}
              onRemove={() => void shelf.getState().remove(reference.image.attachmentId).catch(notifyFailure)}
            />
          ))}
        </ul>
      </div>
    </Dialog>
  )
}

interface NameFormProps {
  readonly before: string
  readonly onSave: (typed: string) => Promise<Naming>
  readonly onDone: () => void
  readonly onCancel: () => void
}

function NameForm({ before, onSave, onDone, onCancel }: NameFormProps) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState(before)
  const [problem, setProblem] = useState<Exclude<Naming, 'named'>>()
  const box = useRef<HTMLInputElement>(null)
  useLayoutEffect(() => {
    box.current?.focus()
    box.current?.select()
  }, [])
  const save = (event: FormEvent): void => {
    event.preventDefault()
    onSave(typed).then((outcome) => {
      if (outcome === 'named') onDone()
      else setProblem(outcome)
      return outcome
    }, notifyFailure)
  }
  return (
    <form onSubmit={save} className="flex flex-col gap-2">
      <Field
        label={t('references.name')}
        isStacked
        isWrong={problem !== undefined}
        hint={t(problem ? `references.${problem}` : 'references.nameHint')}
      >
        {({ control, hint }) => (
          <input
            ref={box}
            data-focus-first
            id={control}
            aria-describedby={hint}
            aria-invalid={problem !== undefined}
            autoComplete="off"
            spellCheck={false}
            dir="auto"
            maxLength={LONGEST_REFERENCE_NAME + 1}
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value)
              setProblem(undefined)
            }}
            className={CONTROL}
          />
        )}
      </Field>
      <div className="flex justify-end gap-2">
        <Button look="plain" onClick={onCancel}>
          {t('references.cancel')}
        </Button>
        <Button type="submit" look="primary" disabled={isBlank(typed)}>
          {t('references.saveName')}
        </Button>
      </div>
    </form>
  )
}

interface ReferenceCardProps {
  readonly reference: Reference
  readonly onUse: () => void
  readonly onRename: () => void
  readonly onRemove: () => void
}

function ReferenceCard({ reference: { name, image }, onUse, onRename, onRemove }: ReferenceCardProps) {
  const { t } = useTranslation()
  return (
    <li className="flex min-w-0 flex-col gap-1">
      <button
        type="button"
        aria-label={t('references.use', { name })}
        data-hint={t('references.use', { name })}
        onClick={onUse}
        className="rounded-md"
      >
        <Thumbnail
          hash={image.hash}
          edge={160}
          alt=""
          className="aspect-square w-full rounded-md border border-line bg-surface object-cover"
        />
      </button>
      <div className="flex items-center">
        <span dir="auto" className="min-w-0 grow truncate text-13">
          @{name}
        </span>
        <IconButton icon={Pencil} size="small" label={t('references.rename', { name })} onClick={onRename} />
        <IconButton icon={X} size="small" label={t('references.remove', { name })} onClick={onRemove} />
      </div>
    </li>
  )
}
