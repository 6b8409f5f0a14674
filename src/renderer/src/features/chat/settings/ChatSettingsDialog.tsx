import { useId } from 'react'
import type { Model } from '@shared/catalogue'
import { LONGEST_INSTRUCTIONS, readChatSettings, type ChatSettings } from '@shared/text-settings'
import { useTranslation } from '@/i18n/use-translation'
import { Button } from '@/ui/Button'
import { CONTROL } from '@/ui/control-style'
import { Dialog } from '@/ui/Dialog'
import { DialogHeader } from '@/ui/DialogHeader'
import { classNames } from '@/lib/class-names'
import { ImageWordFields } from './ImageWordFields'
import type { Project } from '../projects/model'
import { ModelSettings } from './ModelSettings'
import type { OwnStyles } from './own-styles'
import { StyleField } from './StyleField'
import { useKeptSettings } from './use-kept-settings'
import '@/i18n/later'

interface ChatSettingsDialogProps {
  /** The model chosen in the message box. */
  readonly model: Model | undefined
  readonly settings: ChatSettings | undefined
  /** The project of the chat. */
  readonly project?: Pick<Project, 'title' | 'instructions'> | undefined
  readonly ownStyles: OwnStyles
  /** Undefined: all settings were removed. */
  readonly onChange: (settings: ChatSettings | undefined) => void
  readonly onClose: () => void
}

/** What the text models of this chat are told in addition to the messages. Changes apply from the next message on. */
export function ChatSettingsDialog({
  model,
  settings,
  project,
  ownStyles,
  onChange,
  onClose,
}: ChatSettingsDialogProps) {
  const { t } = useTranslation()
  const [draft, change] = useKeptSettings(settings, (next) => onChange(readChatSettings(next)))
  const id = useId()
  const hintId = useId()
  const isImage = model?.kind === 'image'
  return (
    <Dialog
      label={t('chatSettings.title')}
      onDismiss={onClose}
      className="flex max-h-[calc(100vh-48px)] w-[520px] max-w-[calc(100vw-24px)] animate-rise flex-col overflow-hidden rounded-lg border border-line bg-surface-raised shadow-float"
    >
      <DialogHeader title={t('chatSettings.title')} closeLabel={t('chatSettings.close')} onClose={onClose} />
      <div className="scroll-slim flex min-h-0 flex-col gap-5 pt-1 pr-4 pb-2 pl-6">
        <StyleField settings={draft} own={ownStyles} onChange={change} />
        {project?.instructions !== undefined && (
          <section aria-label={t('projects.from', { name: project.title })} className="flex flex-col gap-1">
            <h3 className="text-13 font-medium">{t('projects.from', { name: project.title })}</h3>
            <p dir="auto" className="scroll-slim max-h-32 text-13 wrap-anywhere whitespace-pre-wrap text-text-muted">
              {project.instructions}
            </p>
          </section>
        )}
        <div className="flex flex-col gap-1">
          <label htmlFor={id} className="text-13 font-medium">
            {t('chatSettings.instructions')}
          </label>
          <textarea
            id={id}
            data-focus-first={isImage ? undefined : ''}
            dir="auto"
            rows={6}
            maxLength={LONGEST_INSTRUCTIONS}
            aria-describedby={hintId}
            value={draft.instructions ?? ''}
            placeholder={t('chatSettings.instructionsPlaceholder')}
            onChange={(event) => change({ ...draft, instructions: event.target.value })}
            className={classNames(CONTROL, 'h-auto min-h-20 resize-y py-2 leading-normal')}
          />
          <p id={hintId} className="text-12 text-text-muted">
            {t(isImage ? 'chatSettings.instructionsForText' : 'chatSettings.instructionsHint')}
          </p>
        </div>
        <ImageWordFields settings={draft} isFirst={isImage} onChange={change} />
        {model?.kind === 'text' && <ModelSettings key={model.id} model={model} settings={draft} onChange={change} />}
      </div>
      <div className="flex shrink-0 justify-end border-t border-line px-6 py-3">
        <Button look="primary" onClick={onClose}>
          {t('chatSettings.done')}
        </Button>
      </div>
    </Dialog>
  )
}
