import { useId, useState } from 'react'
import type { CapName, ProjectBudget } from '@shared/budget'
import type { ModelId } from '@shared/catalogue'
import { isBlank } from '@shared/is-blank'
import { LONGEST_INSTRUCTIONS } from '@shared/text-settings'
import { useSettingsStore } from '@/bridge/settings-store'
import { useTranslation } from '@/i18n/use-translation'
import { classNames } from '@/lib/class-names'
import { Button } from '@/ui/Button'
import { CONTROL } from '@/ui/control-style'
import { Dialog } from '@/ui/Dialog'
import { DialogHeader } from '@/ui/DialogHeader'
import { notifyFailure } from '@/ui/notices'
import { useChatStoreApi } from '../use-chat-store'
import type { Project } from './model'
import { ProjectCapFields } from './ProjectCapFields'
import { ProjectModelField } from './ProjectModelField'
import { useCapForm } from './use-cap-form'

interface ProjectFormProps {
  /** Absent: a new project. */
  readonly project?: Project
  /** Its spending, as counted by main. Absent: none. */
  readonly budget?: ProjectBudget | undefined
  /** The cap that the form was opened to raise. */
  readonly wantedCap?: CapName | undefined
  readonly onClose: () => void
}

/** The name, the instructions, the model and the caps of a project. Nothing changes before Save. */
export function ProjectForm({ project, budget, wantedCap, onClose }: ProjectFormProps) {
  const { t } = useTranslation()
  const store = useChatStoreApi()
  const [title, setTitle] = useState(project?.title ?? '')
  const [instructions, setInstructions] = useState(project?.instructions ?? '')
  const [model, setModel] = useState<ModelId | undefined>(project?.model)
  const settings = useSettingsStore((state) => state.view)
  const caps = useCapForm(project?.id)
  const titleId = useId()
  const textId = useId()
  const hintId = useId()
  const label = t(project ? 'projects.settings' : 'projects.new')
  const canSave = !isBlank(title) && caps.isReadable
  const save = (): void => {
    if (!canSave) return
    const changes = { title, instructions, model }
    if (project) store.getState().changeProject(project.id, changes)
    const id = project?.id ?? store.getState().createProject(changes)
    caps.save(id).then(onClose, notifyFailure)
  }
  return (
    <Dialog
      label={label}
      onDismiss={onClose}
      className="flex max-h-[calc(100vh-48px)] w-[520px] max-w-[calc(100vw-24px)] animate-rise flex-col overflow-hidden rounded-lg border border-line bg-surface-raised shadow-float"
    >
      <DialogHeader title={label} closeLabel={t('chatSettings.close')} onClose={onClose} />
      <form
        className="flex min-h-0 flex-col"
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        <div className="scroll-slim flex min-h-0 flex-col gap-5 pt-1 pr-4 pb-2 pl-6">
          <div className="flex flex-col gap-1">
            <label htmlFor={titleId} className="text-13 font-medium">
              {t('projects.name')}
            </label>
            <input
              id={titleId}
              dir="auto"
              data-focus-first={wantedCap ? undefined : ''}
              maxLength={200}
              value={title}
              onChange={(event) => setTitle(event.target.value)}
              className={CONTROL}
            />
          </div>
          <div className="flex flex-col gap-1">
            <label htmlFor={textId} className="text-13 font-medium">
              {t('chatSettings.instructions')}
            </label>
            <textarea
              id={textId}
              dir="auto"
              rows={6}
              maxLength={LONGEST_INSTRUCTIONS}
              aria-describedby={hintId}
              value={instructions}
              placeholder={t('chatSettings.instructionsPlaceholder')}
              onChange={(event) => setInstructions(event.target.value)}
              className={classNames(CONTROL, 'h-auto min-h-20 resize-y py-2 leading-normal')}
            />
            <p id={hintId} className="text-12 text-text-muted">
              {t('projects.instructionsHint')}
            </p>
          </div>
          {settings && <ProjectModelField settings={settings} model={model} onChange={setModel} />}
          <ProjectCapFields form={caps} budget={budget} wanted={wantedCap} />
        </div>
        <div className="flex shrink-0 justify-end gap-2 border-t border-line px-6 py-3">
          <Button onClick={onClose}>{t('projects.cancel')}</Button>
          <Button type="submit" look="primary" disabled={!canSave}>
            {t(project ? 'projects.save' : 'projects.create')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
