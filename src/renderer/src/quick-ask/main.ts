/**
 * The page of the small window for asking from anywhere: Enter asks, Escape hides. It knows nothing about chats; main
 * reports which model would answer, and the price.
 */
import type { Bridge } from '@shared/contract'
import { isBlank } from '@shared/is-blank'
import { LONGEST_QUICK_QUESTION, type QuickAskView } from '@shared/quick-ask'
import { formatEstimate, isUpTo, markEstimated } from '@/lib/format-money'
import { formatNumber } from '@/lib/format-number'

const bridge = (window as unknown as { readonly easel: Bridge }).easel
const box = document.querySelector<HTMLTextAreaElement>('#question')
const hint = document.querySelector<HTMLElement>('#hint')
const answerer = document.querySelector<HTMLElement>('#answerer')
const language = document.documentElement.lang

/** Counts requests to main, so a late reply doesn't replace a newer one. */
let asked = 0

async function describe(): Promise<void> {
  const text = box?.value ?? ''
  asked += 1
  const mine = asked
  if (text.length > LONGEST_QUICK_QUESTION)
    return tell('tooLong', { length: text.length, most: LONGEST_QUICK_QUESTION })
  const reply = await bridge.request('quickAsk.describe', { text })
  if (!reply.ok || mine !== asked) return
  const { answers, cap } = reply.value
  if (answerer) answerer.textContent = answers ? `${answers.name} · ${sayPrice(answers.estimate)}` : ''
  tell(answers ? (cap ?? 'usual') : 'noModel')
}

function sayPrice(estimate: NonNullable<QuickAskView['answers']>['estimate']): string {
  const amount = formatEstimate(estimate, language)
  if (amount !== undefined)
    return isUpTo(estimate) ? fill(answerer?.dataset['upTo'], { amount }) : markEstimated(amount)
  return answerer?.dataset[estimate.kind === 'free' ? 'free' : 'unpriced'] ?? ''
}

/** Shows why the question can't be asked, or what the keys do. */
function tell(what: 'usual' | 'noModel' | 'daily' | 'monthly' | 'tooLong', values: Record<string, number> = {}): void {
  if (!hint) return
  const said = fill(hint.dataset[what], values)
  hint.toggleAttribute('data-wrong', what !== 'usual')
  // The full sentence, in case the window is too narrow for it.
  hint.title = said
  // Unchanged text isn't read out again.
  if (hint.textContent !== said) hint.textContent = said
}

function fill(words = '', values: Readonly<Record<string, string | number>>): string {
  return words.replaceAll(/{{(\w+)}}/g, (_, name: string) => {
    const value = values[name] ?? ''
    return typeof value === 'number' ? formatNumber(value, language) : value
  })
}

/** Typed text stays when the window hides, and is cleared once asked. */
box?.addEventListener('keydown', (event) => {
  // An input method is still composing.
  if (event.isComposing) return
  if (event.key === 'Escape') {
    event.preventDefault()
    void bridge.request('quickAsk.hide', undefined)
  } else if (event.key === 'Enter' && !event.shiftKey) {
    event.preventDefault()
    const text = box.value
    if (isBlank(text) || text.length > LONGEST_QUICK_QUESTION) return
    void bridge.request('quickAsk.submit', { text }).then(({ ok }) => {
      if (ok && box.value === text) box.value = ''
    })
  }
})
box?.addEventListener('input', () => void describe())

window.addEventListener('focus', () => {
  box?.focus()
  box?.select()
})
// The previous view may be outdated: the model, the price, or what is left of a cap.
bridge.on('quickAsk.shown', () => void describe())
box?.focus()
void describe()
