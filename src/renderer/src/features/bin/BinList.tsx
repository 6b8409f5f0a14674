import { Image as ImageIcon, MessageSquare } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { Button } from '@/ui/Button'
import { BinRow } from './BinRow'
import type { BinEntry } from './entries'
import { useFacts } from './use-facts'
import type { Choosing } from './use-choosing'
import type { ShownBin } from './use-bin'

interface BinListProps {
  readonly bin: ShownBin
  readonly entries: readonly BinEntry[]
  readonly chosen: readonly BinEntry[]
  readonly isWorking: boolean
  readonly onChoose: (key: string, how: Choosing) => void
  readonly onOpen: (entry: BinEntry) => void
  readonly onRestore: (entry: BinEntry) => void
  readonly onRemove: (entry: BinEntry) => void
}

/** Rows at a time. The rest comes with a button: a bin may hold thousands. */
const STEP = 50

export function BinList({ entries, ...rest }: BinListProps) {
  const { t } = useTranslation()
  return (
    <>
      <Rows title={t('bin.chatsTitle')} entries={entries.filter(({ kind }) => kind === 'chat')} {...rest} />
      <Rows title={t('bin.imagesTitle')} entries={entries.filter(({ kind }) => kind === 'image')} {...rest} />
    </>
  )
}

interface RowsProps extends BinListProps {
  readonly title: string
}

function Rows({ title, bin, entries, chosen, isWorking, onChoose, onOpen, onRestore, onRemove }: RowsProps) {
  const { t } = useTranslation()
  const describe = useFacts(bin)
  const [most, setMost] = useState(STEP)
  if (entries.length === 0) return null
  return (
    <section>
      <h4 className="mb-1 text-13 font-semibold">{title}</h4>
      <ul aria-label={title} className="divide-y divide-line">
        {entries.slice(0, most).map((entry) => (
          <li key={entry.key}>
            <BinRow
              id={entry.key}
              {...describe(entry)}
              icon={
                entry.kind === 'chat' ? (
                  <MessageSquare size={16} strokeWidth={1.5} aria-hidden />
                ) : (
                  <ImageIcon size={16} strokeWidth={1.5} aria-hidden />
                )
              }
              isChosen={chosen.includes(entry)}
              isWorking={isWorking}
              onChoose={(how) => onChoose(entry.key, how)}
              onOpen={() => onOpen(entry)}
              onRestore={() => onRestore(entry)}
              onRemove={() => onRemove(entry)}
            />
          </li>
        ))}
      </ul>
      {entries.length > most && (
        <Button look="quiet" onClick={() => setMost(most + STEP)}>
          {t('bin.showMore', { count: entries.length - most })}
        </Button>
      )}
    </section>
  )
}
