import { useEffect, useId, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { TextModel } from '@shared/catalogue'
import { isBlank } from '@shared/is-blank'
import { estimateRequest, findUnconfirmed, getHighest } from '@shared/request-cost'
import type { SettingsView } from '@shared/settings'
import { useModelChoices } from '@/bridge/use-model-choices'
import { useModelFinder } from '@/bridge/use-model-finder'
import { useSettingsStore } from '@/bridge/settings-store'
import { useBudget } from '@/features/budget/store'
import { comparePrompts } from '@/features/chat/details/compare-prompts'
import { PromptDiff } from '@/features/chat/details/PromptDiff'
import { getOpenProject } from '@/features/chat/projects/project-instructions'
import { useChatStore, useChatStoreApi } from '@/features/chat/use-chat-store'
import { findUsable } from '@/features/composer/choose-model'
import { useFormat } from '@/i18n/use-format'
import { useTranslation } from '@/i18n/use-translation'
import { classNames } from '@/lib/class-names'
import { useLateClicks } from '@/lib/use-late-clicks'
import { Button, NotedButton } from '@/ui/Button'
import { CONTROL } from '@/ui/control-style'
import { Dialog } from '@/ui/Dialog'
import { DialogHeader } from '@/ui/DialogHeader'
import { Field } from '@/ui/Field'
import { ModelField } from '@/ui/ModelField'
import { focusComposer } from '../focus-composer'
import { openSettings } from '../layout-store'
import { reuse } from '../reuse'
import { createImproveRequest } from './improve-request'
import { noteImprover, readImprover } from './improver'
import { ProposalNote } from './ProposalNote'
import { useProposal } from './use-proposal'
import '@/i18n/later'

interface ImproveDialogProps {
  readonly text: string
  readonly onClose: () => void
}

/** Suggests a better prompt, by a text model of the user's choice. It never sends anything to an image model. */
export function ImproveDialog({ text, onClose }: ImproveDialogProps) {
  const { t } = useTranslation()
  const view = useSettingsStore((state) => state.view)
  return (
    <Dialog
      label={t('improve.title')}
      onDismiss={onClose}
      className="flex max-h-[92vh] w-[min(640px,96vw)] animate-rise flex-col overflow-hidden rounded-lg bg-surface-raised shadow-float"
    >
      <DialogHeader title={t('improve.title')} closeLabel={t('improve.close')} onClose={onClose} />
      {view && <Content text={text} view={view} onClose={onClose} />}
    </Dialog>
  )
}

function Content({ text, view, onClose }: ImproveDialogProps & { readonly view: SettingsView }) {
  const { t } = useTranslation()
  const models = useTextModels(view)
  const [chosen, setChosen] = useState(() => readImprover(window.localStorage) ?? view.settings.lastModel)
  const model = models.find(({ id }) => id === chosen) ?? models[0]
  return model ? (
    <Asking
      text={text}
      models={models}
      model={model}
      onModel={(id) => {
        setChosen(id)
        noteImprover(window.localStorage, id)
      }}
      onClose={onClose}
    />
  ) : (
    <div className="flex flex-col items-start gap-3 px-6 pb-6 text-13">
      <p className="text-text-muted">{t('improve.noModel')}</p>
      <Button onClick={() => openSettings('providers')}>{t('improve.openSettings')}</Button>
    </div>
  )
}

/** Returns the models available now. The demo is last, since it only shows how this works. */
function useTextModels(view: SettingsView): readonly TextModel[] {
  const choices = useModelChoices(view, null)
  return useMemo(() => {
    const usable = choices.flatMap(({ value }): TextModel[] => {
      const model = findUsable(value, view)
      return model?.kind === 'text' ? [model] : []
    })
    return usable.toSorted((one, other) => Number(one.service === 'demo') - Number(other.service === 'demo'))
  }, [choices, view])
}

interface AskingProps extends ImproveDialogProps {
  readonly models: readonly TextModel[]
  readonly model: TextModel
  readonly onModel: (id: TextModel['id']) => void
}

function Asking({ text, models, model, onModel, onClose }: AskingProps) {
  const { t } = useTranslation()
  const store = useChatStoreApi()
  const chatId = useChatStore((state) => state.openChatId)
  const projectId = useChatStore((state) => getOpenProject(state)?.id)
  const { proposal, ask, stop } = useProposal()
  const [edited, setEdited] = useState<string>()
  const price = usePrice(model, text)
  const choices = useChoices(models)
  const isAsked = proposal.status === 'asked'
  const isThere = proposal.status === 'there'
  const stopButton = useLateClicks(isAsked)
  const result = isThere ? (edited ?? proposal.text) : undefined
  const box = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    if (isThere) box.current?.focus()
  }, [isThere])

  const start = (): void => {
    setEdited(undefined)
    ask({
      request: createImproveRequest(model, text),
      ...(chatId && { chatId }),
      ...(projectId && { projectId }),
      ...(price.highest !== undefined && { confirmedCost: price.highest }),
    })
  }
  const use = (): void => {
    if (result === undefined || isBlank(result)) return
    flushSync(onClose)
    reuse(store, { text: result.trim() })
    focusComposer()
  }
  return (
    <>
      <div className="scroll-slim flex min-h-0 grow flex-col gap-4 px-6 pb-2">
        <ModelField label={t('improve.model')} value={model.id} choices={choices} onChange={onModel} />
        <p className="text-12 text-text-muted">{t(price.isUnconfirmed ? 'improve.explainAbove' : 'improve.explain')}</p>
        {result === undefined ? (
          <Own text={text} />
        ) : (
          <>
            <Compared before={text} after={result} />
            <Field label={t('improve.proposal')} isStacked>
              {({ control }) => (
                <textarea
                  ref={box}
                  id={control}
                  rows={6}
                  dir="auto"
                  value={result}
                  onChange={(event) => setEdited(event.target.value)}
                  className={classNames(CONTROL, 'h-auto min-h-28 resize-y py-2 leading-normal')}
                />
              )}
            </Field>
          </>
        )}
        <ProposalNote proposal={proposal} model={model} />
      </div>
      <footer className="flex shrink-0 flex-wrap items-center justify-end gap-2 px-6 py-4">
        <Button ref={stopButton} look="plain" onClick={isAsked ? stop : onClose}>
          {t(isAsked ? 'improve.stop' : 'improve.cancel')}
        </Button>
        <NotedButton
          look={isThere ? 'outline' : 'primary'}
          note={price.text}
          disabled={isAsked}
          onClick={start}
          data-focus-first
        >
          {t(proposal.status === 'none' || isAsked ? 'improve.ask' : 'improve.askAgain')}
        </NotedButton>
        {isThere && (
          <Button look="primary" disabled={result === undefined || isBlank(result)} onClick={use}>
            {t('improve.use')}
          </Button>
        )}
      </footer>
    </>
  )
}

function useChoices(models: readonly TextModel[]) {
  const view = useSettingsStore((state) => state.view)
  return useMemo(
    () =>
      models.map(({ id, name, connection }) => ({
        value: id,
        label: name,
        group: view?.connections.find((one) => one.id === connection)?.name ?? connection,
      })),
    [models, view],
  )
}

interface Price {
  readonly text: string
  readonly highest: number | undefined
  /** The price is above the confirmation amount. The button showing it serves as the confirmation. */
  readonly isUnconfirmed: boolean
}

function usePrice(model: TextModel, text: string): Price {
  const { t } = useTranslation()
  const format = useFormat()
  const find = useModelFinder()
  const limits = useBudget()?.limits
  const estimate = estimateRequest(createImproveRequest(model, text), find)
  return {
    text: format.about(estimate) ?? t('money.unknown'),
    highest: getHighest(estimate),
    isUnconfirmed: limits !== undefined && findUnconfirmed(limits, estimate) !== undefined,
  }
}

function Own({ text }: { readonly text: string }) {
  const { t } = useTranslation()
  return (
    <section aria-label={t('improve.own')} className="flex flex-col gap-1">
      <h3 className="text-13">{t('improve.own')}</h3>
      <PromptDiff parts={[{ kind: 'same', text }]} />
    </section>
  )
}

function Compared({ before, after }: { readonly before: string; readonly after: string }) {
  const { t } = useTranslation()
  const id = useId()
  const parts = useMemo(() => comparePrompts(before, after), [before, after])
  const isMarked = parts.some(({ kind }) => kind !== 'same')
  return (
    <section aria-labelledby={id} className="flex flex-col gap-1">
      <h3 id={id} className="text-13">
        {t(isMarked ? 'improve.marked' : before === after ? 'improve.same' : 'improve.unlike')}
      </h3>
      {isMarked ? (
        <PromptDiff parts={parts} />
      ) : (
        before !== after && <PromptDiff parts={[{ kind: 'same', text: before }]} />
      )}
    </section>
  )
}
