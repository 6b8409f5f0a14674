/** The built app in the real Electron, for tests to start, inspect, kill and restart. */
import { spawn, spawnSync } from 'node:child_process'
import { _electron, chromium, type Browser, type ElectronApplication, type Page } from '@playwright/test'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { answerQuitQuestion } from './dialogs'
import { cleanEnvironment, electronPath, isRoot, NO_GRAPHICS_CARD, PROJECT, type Environment } from './electron'
import { ChatPage } from './pages/chat-page'
import { Gallery } from './pages/gallery'
import { Lightbox } from './pages/lightbox'
import { MaskEditor } from './pages/mask-editor'
import { SettingsDialog } from './pages/settings-dialog'
import { Spending } from './pages/spending'
import { UsagePage } from './pages/usage-page'
import { Problems } from './problems'
import type { Profile } from './profile'

export interface LaunchOptions {
  /** Keys and addresses. None are taken from the environment of the tests. */
  readonly env?: Environment
  readonly args?: readonly string[]
  /** Another executable for starting Electron. */
  readonly executablePath?: string
  /** Another copy of the built app. */
  readonly appFolder?: string
  /** Whether Chromium's sandbox is on; it is unless the tests run as root. */
  readonly isSandboxed?: boolean
  /** Easel is expected to show a notice instead of the chat. */
  readonly showsNotice?: boolean
}

export class EaselApp {
  readonly problems = new Problems()
  #electron!: ElectronApplication
  #window!: Page
  #options: LaunchOptions
  #running = false
  #output = ''
  #secondView: Browser | undefined

  /** Doesn't start the app: call `start`. */
  constructor(
    readonly profile: Profile,
    options: LaunchOptions = {},
  ) {
    this.#options = options
  }

  get electron(): ElectronApplication {
    return this.#electron
  }

  get window(): Page {
    return this.#window
  }

  /** Undefined if the app never opened one. */
  get lastWindow(): Page | undefined {
    return this.#window
  }

  get chat(): ChatPage {
    return new ChatPage(this.#window)
  }

  get usage(): UsagePage {
    return new UsagePage(this.#window)
  }

  get gallery(): Gallery {
    return new Gallery(this.#window)
  }

  get lightbox(): Lightbox {
    return new Lightbox(this.#window)
  }

  get maskEditor(): MaskEditor {
    return new MaskEditor(this.#window)
  }

  get settings(): SettingsDialog {
    return new SettingsDialog(this.#window)
  }

  get spending(): Spending {
    return new Spending(this.#window)
  }

  /** Everything that the app has printed since its first start. */
  get output(): string {
    return this.#output
  }

  /** Quits as a user does and starts again on the same profile. */
  async restart(options: LaunchOptions = this.#options): Promise<void> {
    await this.quit()
    this.#options = options
    await this.#start()
  }

  /** Starts, or restarts on the same profile after `kill` or `quit`. */
  async start(options: LaunchOptions = this.#options): Promise<void> {
    this.#options = options
    await this.#start()
  }

  /** Quits even if work is in progress: if Easel asks, the answer is "Quit now". */
  async quit(): Promise<void> {
    if (!this.#running) return
    this.#running = false
    await answerQuitQuestion(this, 'Quit now')
    await this.#leaveSecondView()
    await this.#electron.close()
  }

  /** Closes the window as its button does. Resolves when the app has ended. */
  async closeWindow(): Promise<void> {
    const ended = this.hasEnded()
    await this.askToClose()
    await ended
  }

  /** Presses the window's close button. Easel may show a question first. */
  async askToClose(): Promise<void> {
    await this.#electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  }

  /** Quits as the menu does. Easel may show a question first. */
  async askToQuit(): Promise<void> {
    await this.#electron.evaluate(({ app }) => app.quit())
  }

  /** Call it before the action that ends the app. Resolves when its process has ended. */
  async hasEnded(): Promise<void> {
    await once(this.#electron.process(), 'exit')
    this.#running = false
  }

  /**
   * Starts Easel a second time on the same profile, as a user does who finds no window. Resolves when the second one
   * has ended.
   */
  async startAgain(): Promise<void> {
    const {
      executablePath = electronPath(),
      appFolder = PROJECT,
      isSandboxed = !isRoot,
      args = [],
      env,
    } = this.#options
    const second = spawn(
      executablePath,
      [appFolder, `--user-data-dir=${this.profile.folder}`, ...(isSandboxed ? [] : ['--no-sandbox']), ...args],
      { env: cleanEnvironment(env), stdio: 'ignore' },
    )
    await once(second, 'exit')
  }

  /** Uses the window that opens after the first one was closed. */
  async useNewWindow(open: () => Promise<unknown>): Promise<void> {
    const opened = this.#electron.waitForEvent('window')
    await open()
    this.#window = await opened
    await this.chat.isReady()
  }

  /** Sends SIGKILL to every process of the app, so that none can clean up. */
  async kill(): Promise<void> {
    if (!this.#running) return
    this.#running = false
    await this.#leaveSecondView()
    const child = this.#electron.process()
    const exited = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined
    killTree(child.pid!)
    await exited
  }

  async reload(): Promise<void> {
    await this.#window.reload()
    await this.chat.isReady()
  }

  /** Crashes the page's process and waits until the chat is back. */
  async crashPage(): Promise<void> {
    await this.crashPageAndLook()
    await this.chat.isReady()
  }

  /** Crashes the page's process. Playwright never reattaches to a crashed page, so this attaches to the new one. */
  async crashPageAndLook(): Promise<void> {
    this.problems.expect(/^page crashed$/)
    const crashed = this.#window.waitForEvent('crash')
    await this.#electron
      .evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer())
      // The reply may be lost together with the page.
      .catch(() => {})
    await crashed
    await this.#leaveSecondView()
    const [port] = (await readFile(this.profile.path('DevToolsActivePort'), 'utf8')).split('\n')
    this.#secondView = await chromium.connectOverCDP(`http://127.0.0.1:${port}`, { noDefaults: true })
    this.#window = this.#secondView.contexts()[0]!.pages()[0]!
    this.problems.watchPage(this.#window)
  }

  /** Sets the size of the page, in its pixels. */
  async resize(width: number, height: number): Promise<void> {
    await this.#electron.evaluate(
      ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
      { width, height },
    )
    await this.#window.waitForFunction((wanted) => globalThis.innerWidth === wanted, width)
  }

  /** Switches the theme as the system would. */
  async useTheme(theme: 'light' | 'dark'): Promise<void> {
    await this.#electron.evaluate(({ nativeTheme }, source) => (nativeTheme.themeSource = source), theme)
    await this.#window.waitForFunction(
      (wanted) => globalThis.matchMedia(`(prefers-color-scheme: ${wanted})`).matches,
      theme,
    )
  }

  async #start(): Promise<void> {
    const {
      executablePath = electronPath(),
      appFolder = PROJECT,
      isSandboxed = !isRoot,
      args = [],
      env,
    } = this.#options
    const reach = this.#watchStart()
    const electron = await _electron.launch({
      executablePath,
      args: [appFolder, `--user-data-dir=${this.profile.folder}`, ...NO_GRAPHICS_CARD, ...args],
      env: cleanEnvironment(env),
      chromiumSandbox: isSandboxed,
      // Otherwise Playwright makes every page see a light theme.
      colorScheme: null,
    })
    this.#electron = repeatLostCalls(electron)
    this.#running = true
    reach('window')
    this.problems.watchMain(this.#electron)
    this.#electron.process().stdout?.on('data', (chunk: Buffer) => (this.#output += chunk.toString()))
    this.#electron.process().stderr?.on('data', (chunk: Buffer) => (this.#output += chunk.toString()))
    this.#electron.on('window', (page) => this.problems.watchPage(page))
    this.#electron.windows().forEach((page) => this.problems.watchPage(page))
    this.#window = await this.#electron.firstWindow()
    reach('message box')
    if (!this.#options.showsNotice) await this.chat.isReady()
    reach('end')
  }

  /** Prints when each step of a start was reached, to show which one takes too long. */
  #watchStart(): (next: string) => void {
    const began = performance.now()
    const note = (text: string): void => void (this.#output += `[test] ${text}\n`)
    note('starting; next: process')
    return (next) => note(`${Math.round(performance.now() - began)} ms; next: ${next}`)
  }

  async #leaveSecondView(): Promise<void> {
    await this.#secondView?.close().catch(() => {})
    this.#secondView = undefined
  }
}

const MOST_TRIES = 3

/**
 * On a busy machine V8 sometimes drops the result of `evaluate` although the function ran ("Resulting promise was
 * garbage collected", microsoft/playwright#33737), even if the function returns no promise. The call is then repeated:
 * what tests run in main only reads, or is idempotent.
 */
function repeatLostCalls(electron: ElectronApplication): ElectronApplication {
  const evaluate = electron.evaluate.bind(electron) as (...input: readonly unknown[]) => Promise<unknown>
  const repeat = async (...input: readonly unknown[]): Promise<unknown> => {
    for (let tried = 1; ; tried += 1) {
      try {
        return await evaluate(...input)
      } catch (error) {
        if (tried === MOST_TRIES || !/promise was garbage collected/i.test(String(error))) throw error
      }
    }
  }
  return Object.assign(electron, { evaluate: repeat as ElectronApplication['evaluate'] })
}

function killTree(pid: number): void {
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(pid), '/T', '/F'])
    return
  }
  // Playwright starts the app as the leader of its own process group.
  process.kill(-pid, 'SIGKILL')
}
