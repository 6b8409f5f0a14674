import { createElement, useEffect, useState, useSyncExternalStore, type ComponentType, type ReactNode } from 'react'

export interface LazyPart<Props> {
  /** Renders `fallback`, or nothing, until the code is loaded. */
  readonly Component: ComponentType<Props & { readonly fallback?: ReactNode }>
  /** Loads the code ahead of its use. */
  readonly preload: () => void
}

/**
 * A part of the interface whose code isn't needed for the first frame.
 *
 * Not `React.lazy`: a part that is already loaded must appear in the same frame, while React delays what follows a
 * fallback by up to 300 ms, even if the fallback was never needed.
 */
export function lazyPart<Props extends object>(load: () => Promise<ComponentType<Props>>): LazyPart<Props> {
  const listeners = new Set<() => void>()
  let loaded: ComponentType<Props> | undefined
  let loading: Promise<void> | undefined

  const fetchOnce = (): Promise<void> =>
    (loading ??= load().then((component) => {
      loaded = component
      for (const listener of listeners) listener()
    }))
  const subscribe = (listener: () => void): (() => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }

  const getLoaded = (): ComponentType<Props> | undefined => loaded

  function Component({ fallback, ...props }: Props & { readonly fallback?: ReactNode }) {
    const Part = useSyncExternalStore(subscribe, getLoaded, getLoaded)
    const [problem, setProblem] = useState<{ readonly error: unknown }>()
    useEffect(() => void fetchOnce().catch((error: unknown) => setProblem({ error })), [])
    // Code that can't be loaded means a broken installation: the error boundary reports it.
    if (problem) throw problem.error
    return Part ? createElement(Part, props as unknown as Props) : fallback
  }

  return { Component, preload: () => void fetchOnce().catch(() => undefined) }
}

/**
 * Loads parts that a key opens and that are typed into at once: without their code the next letters would go elsewhere.
 * Call it in an effect.
 */
export function preloadWhenIdle(...parts: readonly { readonly preload: () => void }[]): () => void {
  const request = requestIdleCallback(() => {
    for (const part of parts) part.preload()
  })
  return () => cancelIdleCallback(request)
}
