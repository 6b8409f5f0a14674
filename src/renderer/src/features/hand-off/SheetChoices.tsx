import {
  LEAST_COLUMNS,
  LEAST_SHEET_WIDTH,
  MOST_COLUMNS,
  MOST_SHEET_WIDTH,
  PAPERS,
  type SheetCell,
} from '@shared/hand-off/order'
import { layOutSheet } from '@shared/hand-off/sheet-layout'
import { useFormat } from '@/i18n/use-format'
import { useTranslation } from '@/i18n/use-translation'
import { NumberField } from '@/ui/NumberField'
import { SelectField } from '@/ui/SelectField'
import { CAPTIONS, THEMES, type Choices } from './choices'
import type { HandOffImage } from './model'

interface SheetChoicesProps {
  readonly choices: Choices & { readonly kind: 'pdf' | 'png' }
  readonly images: readonly HandOffImage[]
  readonly onChange: (changed: Partial<Choices>) => void
}

/** Options for the size and the captions of a contact sheet. */
export function SheetChoices({ choices, images, onChange }: SheetChoicesProps) {
  const { t } = useTranslation()
  const { kind, columns, theme, paper, isLandscape, width, captions } = choices
  return (
    <>
      {kind === 'pdf' ? (
        <>
          <SelectField
            label={t('handOff.paper')}
            value={paper}
            choices={PAPERS.map((value) => ({ value, label: t(`handOff.papers.${value}`) }))}
            onChange={(chosen) => onChange({ paper: chosen })}
          />
          <SelectField
            label={t('handOff.orientation')}
            value={isLandscape ? 'landscape' : 'portrait'}
            choices={[
              { value: 'portrait', label: t('handOff.portrait') },
              { value: 'landscape', label: t('handOff.landscape') },
            ]}
            onChange={(value) => onChange({ isLandscape: value === 'landscape' })}
          />
        </>
      ) : (
        <NumberField
          label={t('handOff.width')}
          value={width}
          min={LEAST_SHEET_WIDTH}
          max={MOST_SHEET_WIDTH}
          step={100}
          unit="px"
          onChange={(value) => onChange({ width: value })}
        />
      )}
      <NumberField
        label={t('handOff.columns')}
        value={columns}
        min={LEAST_COLUMNS}
        max={MOST_COLUMNS}
        hasButtons
        onChange={(value) => onChange({ columns: value })}
      />
      <SelectField
        label={t('handOff.theme')}
        value={theme}
        choices={THEMES.map((value) => ({ value, label: t(`handOff.themes.${value}`) }))}
        onChange={(chosen) => onChange({ theme: chosen })}
      />
      <fieldset>
        <legend className="mb-1.5 text-13">{t('handOff.captions')}</legend>
        <div className="flex flex-wrap gap-x-4 gap-y-1.5">
          {CAPTIONS.map((caption) => (
            <label key={caption} className="flex items-center gap-1.5 text-13">
              <input
                type="checkbox"
                checked={captions.includes(caption)}
                onChange={({ target }) =>
                  onChange({
                    captions: CAPTIONS.filter((other) =>
                      other === caption ? target.checked : captions.includes(other),
                    ),
                  })
                }
              />
              {t(`handOff.caption.${caption}`)}
            </label>
          ))}
        </div>
      </fieldset>
      <SheetSize choices={choices} images={images} />
    </>
  )
}

/** Shows the resulting size: the number of pages, or pixels. */
function SheetSize({ choices, images }: Pick<SheetChoicesProps, 'choices' | 'images'>) {
  const { t } = useTranslation()
  const format = useFormat()
  const { kind, columns, paper, isLandscape, width, captions } = choices
  const facts = [
    captions.includes('number') || captions.includes('model'),
    captions.includes('price') || captions.includes('date'),
  ]
  const cells = images.map(({ image }): Pick<SheetCell, 'width' | 'height' | 'prompt' | 'facts'> => ({
    width: image.width,
    height: image.height,
    prompt: captions.includes('prompt') ? '-' : '',
    facts: facts.filter(Boolean).map(() => '-'),
  }))
  const layout = layOutSheet(kind === 'pdf' ? { kind, paper, isLandscape } : { kind, width }, columns, cells)
  return (
    <p role="status" className="tabular text-12 text-text-muted">
      {kind === 'pdf'
        ? t('handOff.pages', { count: layout.pages, number: format.number(layout.pages) })
        : t('handOff.pixels', { width: format.plain(layout.width), height: format.plain(layout.height) })}
    </p>
  )
}
