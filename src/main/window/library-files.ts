/** Chooses where archives of everything are stored: system dialogs, and the folder of backups. */
import { app, BrowserWindow, dialog, shell, type WebContents } from 'electron'
import { basename, dirname, join } from 'node:path'
import type { Exported, LibraryRows, Opened } from '@shared/library'
import { createFolder } from '../files/atomic-file'
import type { Leftovers } from '../files/leftovers'
import type { ChosenFile } from '../library/chosen-file'
import type { Library } from '../library/library'
import { deleteOldBackups } from '../library/old-backups'
import { askWhereToSave } from './ask-where-to-save'

const FILTERS = [{ name: 'Easel', extensions: ['zip'] }]
const IMPORT_FILTERS = [{ name: 'Easel, ChatGPT, Claude, Cherry Studio, Chatbox', extensions: ['zip', 'json'] }]
/** In the user's documents, so that damage to Easel's own folder doesn't affect them. */
const BACKUPS = 'Easel Backups'

export class LibraryFiles {
  readonly #load: () => Promise<Library>
  readonly #leftovers: Pick<Leftovers, 'during'>
  readonly #chosen: Pick<ChosenFile, 'offer'>
  readonly #now: () => number
  #library: Promise<Library> | undefined
  #lastPath: string | undefined

  /** `load` is called for the first export or import. */
  constructor(
    load: () => Promise<Library>,
    leftovers: Pick<Leftovers, 'during'>,
    chosen: Pick<ChosenFile, 'offer'>,
    now: () => number,
  ) {
    this.#load = load
    this.#leftovers = leftovers
    this.#chosen = chosen
    this.#now = now
  }

  async export(contents: WebContents): Promise<Exported> {
    const defaultPath = `Easel ${this.#format().slice(0, 10)}.zip`
    const filePath = await askWhereToSave({ defaultPath, filters: FILTERS }, 'zip', contents)
    return filePath ? this.#exportTo(filePath) : { status: 'canceled' }
  }

  async backUp(): Promise<Exported> {
    const folder = join(app.getPath('documents'), BACKUPS)
    try {
      await createFolder(folder)
    } catch {
      return { status: 'failed', problem: 'disk-failed' }
    }
    const name = `Easel ${this.#format()}.zip`
    const exported = await this.#exportTo(join(folder, name))
    if (exported.status === 'saved') await deleteOldBackups(folder, name)
    return exported
  }

  reveal(): void {
    if (this.#lastPath) shell.showItemInFolder(this.#lastPath)
  }

  async open(contents: WebContents): Promise<Opened> {
    const window = BrowserWindow.fromWebContents(contents)
    const options = { filters: IMPORT_FILTERS, properties: ['openFile' as const] }
    const { filePaths } = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options))
    const [path] = filePaths
    if (path === undefined) return { status: 'canceled' }
    const opened = await this.openFile(path)
    const isForeign = opened.status === 'failed' && opened.problem === 'not-easel'
    return isForeign ? { status: 'foreign', name: basename(path), address: this.#chosen.offer(path) } : opened
  }

  async openFile(path: string): Promise<Opened> {
    return (await this.#get()).open(path)
  }

  async readRows(): Promise<LibraryRows | null> {
    return (await this.#get()).readRows()
  }

  async stop(): Promise<void> {
    await (await this.#library)?.stop()
  }

  async #exportTo(path: string): Promise<Exported> {
    const library = await this.#get()
    const exported = await this.#leftovers.during(dirname(path), () => library.export(path))
    if (exported.status === 'saved') this.#lastPath = path
    return exported
  }

  #get(): Promise<Library> {
    return (this.#library ??= this.#load())
  }

  /** Formats the local time as `2026-11-26 19.05.00`, without colons, which Windows doesn't allow in names. */
  #format(): string {
    const at = new Date(this.#now())
    const two = (part: number): string => String(part).padStart(2, '0')
    const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-')
    return `${day} ${[at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join('.')}`
  }
}
