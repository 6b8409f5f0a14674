/** What "About Easel" shows. */
export interface AboutFacts {
  readonly version: string
  readonly electron: string
  readonly chromium: string
  readonly node: string
  /** Name, version and processor of the operating system. */
  readonly system: string
}
