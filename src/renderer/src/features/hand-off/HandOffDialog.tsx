import { useId, useState } from 'react'
import { nameModel } from '@shared/catalogue/name-model'
import { MOST_ON_SHEET } from '@shared/hand-off/order'
import { useModelFinder } from '@/bridge/use-model-finder'
import { useSettingsStore } from '@/bridge/settings-store'
import { useFormat } from '@/i18n/use-format'
import { useTranslation } from '@/i18n/use-translation'
import { formatDate } from '@/lib/format-date'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { DialogHeader } from '@/ui/DialogHeader'
import { notify, notifyFailure } from '@/ui/notices'
import { SelectField } from '@/ui/SelectField'
import { isSheet, keepChoices, KINDS, readChoices, USUAL, type Choices } from './choices'
import type { CaptionWords } from './caption-images'
import { createOrder } from './create-order'
import { ExportProgress } from './ExportProgress'
import { FileChoices } from './FileChoices'
import type { HandOffImage, HandOffSource } from './model'
import { OutcomeNote } from './OutcomeNote'
import { SheetChoices } from './SheetChoices'
import { useExport } from './use-export'
import '@/i18n/later'

interface HandOffDialogProps {
  readonly source: HandOffSource
  readonly onClose: () => void
}

/** Exports the chosen images together. */
export function HandOffDialog({ source, onClose }: HandOffDialogProps) {
  const { t, i18n } = useTranslation()
  const format = useFormat()
  const find = useModelFinder()
  const isRecipeWanted = useSettingsStore((state) => state.view?.settings.recipeInCopies ?? true)
  const [choices, setChoices] = useState<Choices>(() => readChoices({ ...USUAL, keepsRecipes: isRecipeWanted }))
  const summary = useId()
  const { images } = source
  const findName = ({ model }: HandOffImage): string => nameModel(model, find) ?? t('answer.modelUnknown')
  const { stage, start, stop } = useExport(
    images.length,
    ({ saved, missing }) => {
      notify({
        text: [
          t('handOff.done', { count: saved, number: format.number(saved) }),
          ...(missing > 0 ? [t('handOff.missing', { count: missing, number: format.number(missing) })] : []),
        ].join(' '),
        ...(missing > 0 && { sticky: true }),
      })
      onClose()
    },
    notifyFailure,
  )
  const change = (changed: Partial<Choices>): void => setChoices((was) => ({ ...was, ...changed }))
  const leave = (): void => {
    stop()
    onClose()
  }
  const words: CaptionWords = {
    findName,
    formatMoney: format.money,
    formatDate: (at) => formatDate(at, i18n.language),
  }
  const isTooMuch = isSheet(choices) && images.length > MOST_ON_SHEET
  const run = (): void => {
    keepChoices(choices)
    start(async (id) => {
      const recipes = await source.readRecipes()
      return createOrder({ id, choices, images, recipes, words, sheetName: t('handOff.sheetName'), now: Date.now() })
    })
  }
  const isWorking = stage.kind === 'working'
  return (
    <Dialog
      label={t('handOff.title')}
      describedBy={summary}
      onDismiss={() => {
        if (!isWorking) leave()
      }}
      className="flex max-h-[min(640px,calc(100vh-24px))] w-[520px] max-w-[calc(100vw-24px)] animate-rise flex-col overflow-hidden rounded-lg border border-line bg-surface-raised shadow-float"
    >
      <DialogHeader title={t('handOff.title')} closeLabel={t('handOff.close')} onClose={leave} />
      <p id={summary} className="tabular -mt-2 px-6 pb-4 text-12 text-text-muted">
        {t('handOff.summary', {
          count: images.length,
          number: format.number(images.length),
          size: format.bytes(images.reduce((sum, { image }) => sum + image.bytes, 0)),
        })}
      </p>
      <form
        className="flex min-h-0 flex-col"
        onSubmit={(event) => {
          event.preventDefault()
          if (!isWorking) run()
        }}
      >
        <fieldset
          data-focus-first
          disabled={isWorking}
          className="flex min-h-0 flex-col gap-4 overflow-y-auto px-6 pt-1 pb-4"
        >
          <SelectField
            label={t('handOff.kind')}
            value={choices.kind}
            choices={KINDS.map((value) => ({ value, label: t(`handOff.kinds.${value}`) }))}
            onChange={(kind) => change({ kind })}
          />
          {isSheet(choices) ? (
            <SheetChoices choices={choices} images={images} onChange={change} />
          ) : (
            <FileChoices choices={choices} images={images} findName={findName} onChange={change} />
          )}
        </fieldset>
        <div className="flex flex-col gap-3 border-t border-line px-6 py-4">
          {isTooMuch && (
            <p role="alert" className="text-13 text-danger">
              {t('handOff.tooMany', { count: MOST_ON_SHEET, number: format.number(MOST_ON_SHEET) })}
            </p>
          )}
          {stage.kind === 'choosing' && stage.outcome && (
            <OutcomeNote outcome={stage.outcome} kind={choices.kind} of={images.length} />
          )}
          {stage.kind === 'working' && <ExportProgress progress={stage.progress} />}
          <div className="flex justify-end gap-2">
            {isWorking ? (
              <Button disabled={stage.isStopping} onClick={stop}>
                {t('handOff.stop')}
              </Button>
            ) : (
              <>
                <Button onClick={leave}>{t('handOff.cancel')}</Button>
                <Button type="submit" look="primary" disabled={isTooMuch}>
                  {t('handOff.export')}
                </Button>
              </>
            )}
          </div>
        </div>
      </form>
    </Dialog>
  )
}
