import {
  useDeferredValue,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type RefObject,
} from 'react'
import { ImagePlus } from 'lucide-react'
import { flushSync } from 'react-dom'
import { useShallow } from 'zustand/react/shallow'
import type { Model } from '@shared/catalogue'
import { findInputProblem, OVERLAY_ROLES, takesImages, takesOverlay, withRole } from '@shared/catalogue/inputs'
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
import { conversationUpTo } from '@/features/chat/tree'
import { useChatStore, useChatStoreApi } from '@/features/chat/use-chat-store'
import type { PromptEditorProps } from '@/features/chat/window-actions'
import { AttachedFiles } from '@/features/composer/AttachedFiles'
import { AttachedImages } from '@/features/composer/AttachedImages'
import { findTakers } from '@/features/composer/choose-model'
import { currentChoice, type CurrentChoice } from '@/features/composer/current-choice'
import { InputProblem } from '@/features/composer/InputProblem'
import { endsName, useSlash, type OpenList, type SlashKeys } from '@/features/composer/slash'
import { composer, useComposerStore } from '@/features/composer/store'
import { useFormat } from '@/i18n/use-format'
import { useTranslation } from '@/i18n/use-translation'
import { useMaskJudgment } from '@/images/mask/judged-masks'
import { useMissingProblem } from '@/images/missing-images'
import { afterPaint } from '@/lib/after-paint'
import { chooseImages } from '@/lib/choose-images'
import { useNow } from '@/lib/use-now'
import { Button, NotedButton } from '@/ui/Button'
import { IconButton } from '@/ui/IconButton'
import { notifyFailure } from '@/ui/notices'
import { followMarks } from './explain-marks'
import { rememberModel } from './keep-model'
import { MentionNoteView } from './MentionNoteView'
import { attachReferenceToEdit } from './reference-shelf'
import { ReferencePickerView } from './ReferencePickerView'
import { useAttaching } from './use-attaching'

/** Edits a question: its text, its images, and the price of asking it with the message box's current choices. */
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
  const attaching = useAttaching()
  const problemId = useId()
  const now = useNow()
  const { text: whole, inputs } = edit
  const { words: text, files } = splitFiles(whole)
  const { options, wanted } = choice
  const editor = useRef<HTMLDivElement>(null)
  const box = useRef<HTMLTextAreaElement>(null)
  const [cursor, setCursor] = useState(0)
  const { list, keys } = useSlash(text, cursor, '@')
  const isTooLong = isLongerThan(text, model.maxPromptLength)
  const { problem: maskProblem, isUnread } = useMaskJudgment(inputs)
  const modelProblem = findInputProblem(model, inputs)
  const missing = useMissingProblem(inputs)
  const inputProblem = modelProblem ?? maskProblem ?? missing
  const isUnreadable = files.length > 0 && model.kind !== 'text'
  const isAdding = useComposerStore((state) => (state.adding[id] ?? 0) > 0)
  const canSend = !isBlank(whole) && !isTooLong && !inputProblem && !isUnread && !isUnreadable && !isAdding

  /** Images may have been attached since this rendered. */
  const change = (next: string): void =>
    keepEdit(id, { text: joinFiles(next, files), inputs: getEdit(id)?.inputs ?? inputs })
  /** The text may refer to them by number. */
  const changeInputs = (images: readonly InputImage[]): void =>
    keepEdit(id, { text: joinFiles(followMarks(text, inputs, images), files), inputs: images })
  const replace = ({ start, end }: OpenList, words: string): void => {
    const place = start + words.length
    flushSync(() => {
      change(text.slice(0, start) + words + text.slice(end))
      setCursor(place)
    })
    box.current?.setSelectionRange(place, place)
  }
  const { length } = inputs
  const seen = useRef(length)
  useEffect(() => {
    if (seen.current === length) return
    seen.current = length
    // A chat that follows its end scrolls up when an image appears here, which would hide the editor.
    if (document.activeElement === box.current) afterPaint(() => editor.current?.scrollIntoView({ block: 'nearest' }))
  }, [length])
  const addFiles = (chosen: readonly File[]): void =>
    void import('./attach-files').then(({ attachFiles }) => attachFiles(chosen, attaching, id)).catch(notifyFailure)
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
      ref={editor}
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
          onChange={changeInputs}
          onReorder={changeInputs}
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
          inputs={inputs}
          model={model}
          offers={modelProblem ? settingsOffers(inputs, model, settings.getState().view, now) : []}
          onChoose={(other) => chooseModel(store.getState(), other)}
        />
      )}
      {model.kind === 'image' && !list && text.includes('@') && (
        <MentionNoteView
          text={text}
          inputs={inputs}
          onAttach={(reference) => {
            attachReferenceToEdit(id, reference)
            box.current?.focus()
          }}
        />
      )}
      <div className="relative">
        {list && <ReferencePickerView {...list} edit={id} onReplace={(words) => replace(list, words)} />}
        <PromptBox
          id={id}
          box={box}
          text={text}
          problemId={isTooLong || inputProblem ? problemId : undefined}
          onChange={(next, at) => {
            if (list && endsName(list, next, at)) keys?.complete()
            setCursor(at)
            change(next)
          }}
          onEnter={send}
          list={list && keys?.activeId ? { id: list.listId, keys } : undefined}
        />
      </div>
      {isTooLong && !inputProblem && (
        <p id={problemId} role="status" className="tabular px-4 pb-2 text-12 text-danger">
          {t('composer.tooLong', {
            length: format.number(countCharacters(text)),
            most: format.number(model.maxPromptLength),
          })}
        </p>
      )}
      <div className="flex flex-wrap items-center justify-end gap-x-2 gap-y-1 px-2 pb-2 pl-4">
        <div className="mr-auto flex min-w-0 items-center gap-1">
          {takesImages(model) && (
            <IconButton
              icon={ImagePlus}
              label={t('question.addImages')}
              size="small"
              className="-ml-1.5"
              onClick={() => chooseImages(addFiles)}
            />
          )}
          <p className="min-w-0 truncate text-12 text-text-muted">
            {!isAdding && t('question.asks', { model: model.name })}
            <span role="status">{isAdding && t('composer.adding')}</span>
          </p>
        </div>
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
  /** Including its files. */
  readonly text: string
  readonly inputs: readonly InputImage[]
  readonly parentId: MessageId | null
}

/** Returns "≈ $0.019" or "up to $0.041"; undefined if it's free or unknown. */
function usePrice({ model, options, text, inputs, parentId }: Priced): string | undefined {
  const format = useFormat()
  const store = useChatStoreApi()
  const find = useModelFinder()
  // Counting a very long text takes milliseconds; typing doesn't wait for that.
  const counted = useDeferredValue(text)
  const before = useChatStore(useShallow((state) => (parentId === null ? [] : conversationUpTo(state, parentId))))
  const estimate =
    model.kind === 'image'
      ? // A mask is counted, as in the message box and for the caps: no service says that it's free.
        estimateImageCost(model, options, pricedLength(text.trim()), inputs.length)
      : estimateQuestion(store.getState(), { model: model.id, text: counted.trim() || '-', inputs, before }, find)
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
  readonly box: RefObject<HTMLTextAreaElement | null>
  readonly text: string
  readonly problemId: string | undefined
  /** `cursor`: its position after the change. */
  readonly onChange: (text: string, cursor: number) => void
  readonly onEnter: () => void
  /** The list next to the box, which gets the keys first. */
  readonly list: { readonly id: string; readonly keys: SlashKeys } | undefined
}

/** The cursor starts at the end of the text. The box grows with it, then scrolls. */
function PromptBox({ id, box, text, problemId, onChange, onEnter, list }: PromptBoxProps) {
  const { t } = useTranslation()
  useLayoutEffect(() => {
    const element = box.current
    if (!element || !takeBegun(id)) return
    element.focus({ preventScroll: true })
    element.setSelectionRange(element.value.length, element.value.length)
  }, [id, box])
  const handleKey = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    const isComposing = event.nativeEvent.isComposing || event.keyCode === 229
    if (!event.shiftKey && !event.altKey && !isComposing && list?.keys.handle(event)) {
      // Escape closes the list, not the edit.
      event.stopPropagation()
      event.preventDefault()
      return
    }
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
        aria-autocomplete={list && 'list'}
        aria-controls={list?.id}
        aria-activedescendant={list?.keys.activeId}
        spellCheck
        onChange={(event) => onChange(event.target.value, event.target.selectionStart)}
        onKeyDown={handleKey}
        className="scroll-mt-4 scroll-mb-16 resize-none bg-transparent focus-visible:outline-none"
      />
    </div>
  )
}
