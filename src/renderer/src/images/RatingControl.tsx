import { Ban, Star } from 'lucide-react'
import { useTranslation } from '@/i18n/use-translation'
import { classNames } from '@/lib/class-names'
import { RATINGS, type Rating } from './rating'

interface RatingControlProps {
  /** Undefined: not rated, or several images with different ratings. */
  readonly rating: Rating | undefined
  /** Undefined removes the rating. */
  readonly onRate: (rating: Rating | undefined) => void
}

const BUTTON =
  'inline-flex size-7 items-center justify-center rounded-sm text-text-muted transition-[background-color,color] hover:bg-hover hover:text-text'

/** Five stars and a reject button. Clicking the current rating removes it. */
export function RatingControl({ rating, onRate }: RatingControlProps) {
  const { t } = useTranslation()
  const stars = typeof rating === 'number' ? rating : 0
  return (
    <div role="group" aria-label={t('rating.title')} className="flex items-center">
      {RATINGS.map((value) => (
        <button
          key={value}
          type="button"
          aria-label={t('rating.stars', { count: value })}
          aria-pressed={rating === value}
          data-hint={`${t('rating.stars', { count: value })}  ${value}`}
          onClick={() => onRate(rating === value ? undefined : value)}
          className={classNames(BUTTON, 'w-6', value <= stars && 'text-text')}
        >
          <Star size={15} strokeWidth={1.5} fill={value <= stars ? 'currentColor' : 'none'} aria-hidden />
        </button>
      ))}
      <button
        type="button"
        aria-label={t('rating.reject')}
        aria-pressed={rating === 'rejected'}
        data-hint={`${t('rating.reject')}  X`}
        onClick={() => onRate(rating === 'rejected' ? undefined : 'rejected')}
        className={classNames(BUTTON, 'aria-pressed:bg-selected aria-pressed:text-danger')}
      >
        <Ban size={15} strokeWidth={1.5} aria-hidden />
      </button>
    </div>
  )
}
