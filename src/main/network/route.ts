/** How a request may reach its server. */
export type Route =
  | { readonly by: 'direct' }
  /** `authorization` is the value of the header that the proxy asks for. */
  | { readonly by: 'proxy'; readonly uri: string; readonly authorization?: string }
  /** Easel can't speak to this proxy: its name and port, or what was written in their place. */
  | { readonly by: 'unsupported'; readonly proxy: string }

/** Never empty. Those behind the first are for when a proxy can't be reached. */
export type Routes = readonly [Route, ...Route[]]
