import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { assertNever } from '@shared/assert-never'
import type { SavedPrompt } from '@shared/prompt-library'
import { listVariables } from '@shared/prompt-variables'
import { useTranslation } from '@/i18n/use-translation'
import { Dialog } from '@/ui/Dialog'
import { DialogHeader } from '@/ui/DialogHeader'
import { notifyFailure } from '@/ui/notices'
import { listFolders } from './find-prompts'
import type { PromptLibrary } from './library'
import { PromptForm } from './PromptForm'
import { PromptList } from './PromptList'
import { VariableForm } from './VariableForm'
import '@/i18n/later'

interface PromptsDialogProps {
  readonly library: PromptLibrary
  /** The text of a new prompt to save; the dialog closes once it's saved. */
  readonly text: string | undefined
  readonly onExport: () => void
  /** Inserts the text into the message box. */
  readonly onInsert: (text: string) => void
  readonly onClose: () => void
}

type View =
  | { readonly kind: 'list' }
  | { readonly kind: 'edit'; readonly prompt: SavedPrompt | undefined }
  | { readonly kind: 'fill'; readonly prompt: SavedPrompt }

/** The prompt library: a list, replaced by a form while editing. */
export function PromptsDialog({ library, text, onExport, onInsert, onClose }: PromptsDialogProps) {
  const { t } = useTranslation()
  const prompts = useStore(library, (state) => state.prompts)
  const [view, setView] = useState<View>(text === undefined ? { kind: 'list' } : { kind: 'edit', prompt: undefined })
  useEffect(() => {
    library.getState().refresh().catch(notifyFailure)
  }, [library])
  const goBack = (): void => (text === undefined ? setView({ kind: 'list' }) : onClose())
  const titles = {
    list: t('prompts.title'),
    edit: t(view.kind === 'edit' && view.prompt ? 'prompts.editTitle' : 'prompts.newTitle'),
    fill: t('prompts.fillTitle'),
  }
  return (
    <Dialog
      label={t('prompts.title')}
      // Escape in a form returns to the list.
      onDismiss={view.kind === 'list' ? onClose : goBack}
      className="flex h-[min(640px,calc(100vh-48px))] w-[600px] max-w-[calc(100vw-24px)] animate-rise flex-col overflow-hidden rounded-lg border border-line bg-surface-raised shadow-float"
    >
      <DialogHeader title={titles[view.kind]} closeLabel={t('prompts.close')} onClose={onClose} />
      {renderView()}
    </Dialog>
  )

  function renderView() {
    switch (view.kind) {
      case 'list':
        return (
          <PromptList
            library={library}
            onExport={onExport}
            onNew={() => setView({ kind: 'edit', prompt: undefined })}
            onEdit={(prompt) => setView({ kind: 'edit', prompt })}
            onUse={(prompt) =>
              listVariables(prompt.text).length > 0 ? setView({ kind: 'fill', prompt }) : onInsert(prompt.text)
            }
          />
        )
      case 'edit':
        return (
          <PromptForm
            content={view.prompt ?? { title: '', text: text ?? '' }}
            folders={listFolders(prompts ?? [])}
            onSave={(content) => {
              library.getState().save(content, view.prompt?.id).then(goBack, notifyFailure)
            }}
            onCancel={goBack}
          />
        )
      case 'fill':
        return <VariableForm prompt={view.prompt} onInsert={onInsert} onCancel={goBack} />
      default:
        return assertNever(view)
    }
  }
}
