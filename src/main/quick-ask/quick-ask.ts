/**
 * Quick ask: a global shortcut shows a small window, and the question typed there is passed to the main window, which
 * asks it in a new chat. The window is created on first use.
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
    /** Returns false if another app uses these keys. */
    register(keys: string, act: () => void): boolean
    unregister(keys: string): void
  }
  /** `onClosed` is called when the panel is closed. It's created again on next use. */
  readonly createPanel: (onClosed: () => void) => QuickAskPanel
  readonly describe: (model: ModelId | null, text: string) => QuickAskView
  /** Brings the main window to the front, or opens one if there is none. */
  readonly showWindow: () => void
  /** Notifies the main window that a question is waiting. A starting page fetches it without being notified. */
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

  /** Whether the shortcut works: another app may have taken it before Easel started. */
  get isActive(): boolean {
    return this.#registered !== null
  }

  /** Changes the shortcut. Returns false, keeping the previous one, if another app uses these keys. */
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

  /** Passes a question to the main window. Ignores an empty one. */
  ask(text: string): void {
    if (isBlank(text)) return
    this.#questions.push({ text: text.trim(), model: this.#model })
    this.hide()
    this.#parts.showWindow()
    this.#parts.tell()
  }

  /** Stores which model would answer, as reported by the main window. */
  prefer(model: ModelId | null): void {
    this.#model = model
  }

  describe(text: string): QuickAskView {
    return this.#parts.describe(this.#model, text)
  }

  /** Removes and returns the oldest waiting question. */
  take(): QuickQuestion | null {
    return this.#questions.shift() ?? null
  }

  /**
   * Closes the panel. Without a main window, it would keep the app running on systems where closing that quits the app.
   */
  closePanel(): void {
    this.#panel?.close()
    this.#panel = undefined
  }

  stop(): void {
    this.choose(null)
    this.closePanel()
  }
}
