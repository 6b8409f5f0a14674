import { useLateClicks } from '@/lib/use-late-clicks'
import { Button, type ButtonProps } from './Button'

/** A button in whose place there may be another one at any moment: no click that was meant for it lands there. */
export function PassingButton(props: Omit<ButtonProps, 'ref'>) {
  return <Button ref={useLateClicks()} {...props} />
}
