import { useLateClicks } from '@/lib/use-late-clicks'
import { Button, type ButtonProps } from './Button'

/** A button that another one may replace at any moment: late clicks on it never reach the replacement. */
export function PassingButton(props: Omit<ButtonProps, 'ref'>) {
  return <Button ref={useLateClicks()} {...props} />
}
