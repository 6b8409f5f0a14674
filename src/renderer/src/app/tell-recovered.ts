import i18next from 'i18next'
import { notify } from '@/ui/notices'

/** Once after a start that found pictures whose answer had been cut off: they were paid for, and here they are. */
export function tellRecovered(count: number): void {
  if (count > 0) notify({ text: i18next.t('notices.recovered', { count }), sticky: true })
}
