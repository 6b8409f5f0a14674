import { useTranslation } from '@/i18n/use-translation'

/** The box of a task list. It shows what the model wrote and cannot be ticked. */
export function TaskMark({ checked }: { readonly checked?: boolean }) {
  const { t } = useTranslation()
  return (
    <input
      type="checkbox"
      checked={checked === true}
      disabled
      aria-label={t(checked ? 'markdown.done' : 'markdown.toDo')}
    />
  )
}
