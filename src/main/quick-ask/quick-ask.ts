/**
 * Asking from anywhere: keys that work in every app show a small window, and what is typed there goes to the main window, which
 * asks it in a new chat. The window is made when it's first used.
 */
import { isBlank } from '@shared/is-blank'
import type { QuickAskShortcut, QuickAskView, QuickQuestion } from '@shared/quick-ask'
import type { ModelId } from '@shared/services/ids'

export interface QuickAskPanel {
  readonly isShown: boolean
  show(): void
  hide(): void
  close(): void
}

export interface QuickAskParts {
  readonly shortcuts: {
    /** False when another app has these keys. */
    register(keys: string, act: () => void): boolean
    unregister(keys: string): void
  }
  /** `onClosed`: it's gone, and is made again when it's next used. */
  readonly createPanel: (onClosed: () => void) => QuickAskPanel
  readonly describe: (model: ModelId | null, text: string) => QuickAskView
  /** Brings the main window to the front; opens one where there's none. */
  readonly showWindow: () => void
  /** Tells the main window that a question waits. A page that starts asks for it without being told. */
  readonly tell: () => void
}

export class QuickAsk {
  readonly #parts: QuickAskParts
  readonly #questions: QuickQuestion[] = []
  #model: ModelId | null = null
  #registered: QuickAskShortcut | null = null
  #panel: QuickAskPanel | undefined

  constructor(parts: QuickAskParts) {
    this.#parts = parts
  }

  /** Whether the keys work: another app may have had them when Easel started. */
  get isActive(): boolean {
    return this.#registered !== null
  }

  /** False when another app has these keys; what was chosen before then stays. */
  choose(keys: QuickAskShortcut | null): boolean {
    if (keys === this.#registered) return true
    if (keys !== null && !this.#register(keys)) return false
    if (this.#registered !== null) this.#parts.shortcuts.unregister(this.#registered)
    this.#registered = keys
    return true
  }

  #register(keys: QuickAskShortcut): boolean {
    try {
      return this.#parts.shortcuts.register(keys, () => this.toggle())
    } catch {
      return false
    }
  }

  toggle(): void {
    if (this.#panel?.isShown) return this.#panel.hide()
    this.#panel ??= this.#parts.createPanel(() => (this.#panel = undefined))
    this.#panel.show()
  }

  hide(): void {
    this.#panel?.hide()
  }

  /** Nothing happens without a question. */
  ask(text: string): void {
    if (isBlank(text)) return
    this.#questions.push({ text: text.trim(), model: this.#model })
    this.hide()
    this.#parts.showWindow()
    this.#parts.tell()
  }

  /** The main window says which model would answer. */
  prefer(model: ModelId | null): void {
    this.#model = model
  }

  describe(text: string): QuickAskView {
    return this.#parts.describe(this.#model, text)
  }

  /** The oldest question that waits, once. */
  take(): QuickQuestion | null {
    return this.#questions.shift() ?? null
  }

  /** Without a main window there's none of this on systems where that ends the app. */
  closePanel(): void {
    this.#panel?.close()
    this.#panel = undefined
  }

  stop(): void {
    this.choose(null)
    this.closePanel()
  }
}
