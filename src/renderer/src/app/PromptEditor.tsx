import { useDeferredValue, useId, useLayoutEffect, useRef, type KeyboardEvent } from 'react'
import { useShallow } from 'zustand/react/shallow'
import type { Model } from '@shared/catalogue'
import { findInputProblem, OVERLAY_ROLES, takesOverlay, withRole } from '@shared/catalogue/inputs'
import { resolveMeaning } from '@shared/catalogue/offers'
import { countCharacters, isLongerThan } from '@shared/count-characters'
import type { MessageId } from '@shared/ids'
import type { ImageOptions } from '@shared/image-options'
import { isBlank, trimText } from '@shared/is-blank'
import { estimateImageCost, pricedLength } from '@shared/pricing'
import type { InputImage } from '@shared/request'
import { joinFiles, splitFiles } from '@shared/text-files'
import { useSettingsStore, useSettingsStoreApi } from '@/bridge/settings-store'
import { useModelFinder } from '@/bridge/use-model-finder'
import { estimateQuestion } from '@/features/chat/context/estimate-question'
import { endEdit, getEdit, keepEdit, takeBegun, useEdit, type Edit } from '@/features/chat/edits'
import { openChat } from '@/features/chat/selectors'
import { useChatStore, useChatStoreApi } from '@/features/chat/use-chat-store'
import type { PromptEditorProps } from '@/features/chat/window-actions'
import { AttachedFiles } from '@/features/composer/AttachedFiles'
import { AttachedImages } from '@/features/composer/AttachedImages'
import { findTakers } from '@/features/composer/choose-model'
import { currentChoice, type CurrentChoice } from '@/features/composer/current-choice'
import { InputProblem } from '@/features/composer/InputProblem'
import { composer, useComposerStore } from '@/features/composer/store'
import { useFormat } from '@/i18n/use-format'
import { useTranslation } from '@/i18n/use-translation'
import { useMaskJudgment } from '@/images/mask/judged-masks'
import { useNow } from '@/lib/use-now'
import { Button, NotedButton } from '@/ui/Button'
import { rememberModel } from './keep-model'

/** A question while it's edited: its words, its images, and the price of asking it with what the message box would ask with. */
export function PromptEditor({ message, onCancelled }: PromptEditorProps) {
  const edit = useEdit(message.id)
  const choice = useChoice()
  return edit && choice.model ? <EditorView {...{ message, onCancelled, edit, choice, model: choice.model }} /> : null
}

function useChoice(): CurrentChoice {
  const settings = useSettingsStore((state) => state.view)
  const chatId = useChatStore((state) => state.openChatId)
  const remembered = useChatStore(
    useShallow((state) => ({ model: openChat(state)?.model, options: openChat(state)?.options })),
  )
  const chosen = useComposerStore((state) => state.choices[chatId ?? 'new'])
  return currentChoice(chosen, remembered, settings, useNow())
}

interface EditorViewProps extends PromptEditorProps {
  readonly edit: Edit
  readonly choice: CurrentChoice
  readonly model: Model
}

function EditorView({ message: { id, parentId }, onCancelled, edit, choice, model }: EditorViewProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const store = useChatStoreApi()
  const settings = useSettingsStoreApi()
  const problemId = useId()
  const now = useNow()
  const { text: whole, inputs } = edit
  const { words: text, files } = splitFiles(whole)
  const { options, wanted } = choice
  const isTooLong = isLongerThan(text, model.maxPromptLength)
  const { problem: maskProblem, isUnread } = useMaskJudgment(inputs)
  const modelProblem = findInputProblem(model, inputs)
  const inputProblem = modelProblem ?? maskProblem
  const isUnreadable = files.length > 0 && model.kind !== 'text'
  const canSend = !isBlank(whole) && !isTooLong && !inputProblem && !isUnread && !isUnreadable

  const cancel = (): void => {
    onCancelled()
    endEdit(id)
  }
  const send = (): void => {
    // A second click before the next frame finds nothing to send.
    if (!canSend || !getEdit(id)) return
    const input = {
      text: joinFiles(trimText(text), files),
      inputs: inputs.map((image) => withRole(image, model)),
      model: resolveMeaning(model),
      options,
      wish: { model: model.id, options: wanted },
    }
    store.getState().edit(id, input, {
      onSent: () => {
        endEdit(id)
        rememberModel(settings, model.id)
        composer.focus()
      },
      onRefused: () => keepEdit(id, edit),
    })
  }
  return (
    <div
      className="flex w-full min-w-0 flex-col"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.nativeEvent.isComposing) return
        event.stopPropagation()
        cancel()
      }}
    >
      {inputs.length > 0 && (
        <AttachedImages
          images={inputs}
          editing={undefined}
          added={undefined}
          hasOtherShape={false}
          overlays={OVERLAY_ROLES.filter((role) => takesOverlay(model, role))}
          onChange={(images) => keepEdit(id, { text: whole, inputs: images })}
          onReorder={(images) => keepEdit(id, { text: whole, inputs: images })}
        />
      )}
      {files.length > 0 && (
        <AttachedFiles
          files={files}
          unable={isUnreadable ? model : undefined}
          onChange={(next) => keepEdit(id, { text: joinFiles(text, next), inputs })}
        />
      )}
      {inputProblem && (
        <InputProblem
          id={problemId}
          problem={inputProblem}
          model={model}
          offers={modelProblem ? settingsOffers(inputs, model, settings.getState().view, now) : []}
          onChoose={(other) => chooseModel(store.getState(), other)}
        />
      )}
      <PromptBox
        id={id}
        text={text}
        problemId={isTooLong || inputProblem ? problemId : undefined}
        onChange={(next) => keepEdit(id, { text: joinFiles(next, files), inputs })}
        onEnter={send}
      />
      {isTooLong && !inputProblem && (
        <p id={problemId} role="status" className="tabular px-4 pb-2 text-12 text-danger">
          {t('composer.tooLong', {
            length: format.number(countCharacters(text)),
            most: format.number(model.maxPromptLength),
          })}
        </p>
      )}
      <div className="flex flex-wrap items-center justify-end gap-x-2 gap-y-1 px-2 pb-2 pl-4">
        <p className="mr-auto min-w-0 truncate text-12 text-text-muted">{t('question.asks', { model: model.name })}</p>
        <div className="flex gap-1">
          <Button look="quiet" size="small" onClick={cancel}>
            {t('question.cancel')}
          </Button>
          <NotedButton
            look="primary"
            size="small"
            aria-label={t('question.sendName')}
            note={usePrice({ model, options, text: whole, inputs, parentId })}
            disabled={!canSend}
            onClick={send}
          >
            {t('question.send')}
          </NotedButton>
        </div>
      </div>
    </div>
  )
}

interface Priced {
  readonly model: Model
  readonly options: ImageOptions
  /** With its files. */
  readonly text: string
  readonly inputs: readonly InputImage[]
  readonly parentId: MessageId | null
}

/** "≈ $0.019", "up to $0.041": undefined where it's free or not known. */
function usePrice({ model, options, text, inputs, parentId }: Priced): string | undefined {
  const format = useFormat()
  const store = useChatStoreApi()
  const find = useModelFinder()
  // Counting a very long text takes milliseconds, which typing doesn't wait for.
  const counted = useDeferredValue(text)
  const estimate =
    model.kind === 'image'
      ? // A mask counts, as in the message box and under the caps: no service says that it's free.
        estimateImageCost(model, options, pricedLength(text.trim()), inputs.length)
      : estimateQuestion(store.getState(), { model: model.id, text: counted.trim() || '-', inputs, parentId }, find)
  return estimate.kind === 'range' ? format.about(estimate) : undefined
}

function settingsOffers(
  inputs: readonly InputImage[],
  model: Model,
  view: Parameters<typeof findTakers>[2] | undefined,
  now: number,
): readonly Model[] {
  return view ? findTakers(inputs, model, view, now) : []
}

function chooseModel(
  {
    openChatId,
    saveChoice,
  }: Pick<ReturnType<ReturnType<typeof useChatStoreApi>['getState']>, 'openChatId' | 'saveChoice'>,
  { id }: Model,
): void {
  composer.choose(openChatId ?? 'new', { model: id })
  if (openChatId) saveChoice(openChatId, { model: id })
}

interface PromptBoxProps {
  readonly id: MessageId
  readonly text: string
  readonly problemId: string | undefined
  readonly onChange: (text: string) => void
  readonly onEnter: () => void
}

/** Begins at the end of the text. Grows with it, then scrolls. */
function PromptBox({ id, text, problemId, onChange, onEnter }: PromptBoxProps) {
  const { t } = useTranslation()
  const box = useRef<HTMLTextAreaElement>(null)
  useLayoutEffect(() => {
    const element = box.current
    if (!element || !takeBegun(id)) return
    element.focus({ preventScroll: true })
    element.setSelectionRange(element.value.length, element.value.length)
  }, [id])
  const handleKey = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    const isComposing = event.nativeEvent.isComposing || event.keyCode === 229
    if (event.key !== 'Enter' || event.shiftKey || event.altKey || isComposing) return
    event.preventDefault()
    if (!event.repeat) onEnter()
  }
  return (
    <div className="grow-with-text" data-text={`${text}\u200b`}>
      <textarea
        ref={box}
        rows={1}
        value={text}
        aria-label={t('question.box')}
        dir="auto"
        aria-invalid={problemId !== undefined}
        aria-describedby={problemId}
        spellCheck
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={handleKey}
        className="scroll-mt-4 scroll-mb-16 resize-none bg-transparent focus-visible:outline-none"
      />
    </div>
  )
}
