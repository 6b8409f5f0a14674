import { lazy, type ComponentType, type LazyExoticComponent } from 'react'

export interface LazyPart<Props> {
  readonly Component: LazyExoticComponent<ComponentType<Props>>
  /** Fetches the code ahead of the click. */
  readonly preload: () => void
}

/** A part of the interface that is not needed for the first frame. */
export function lazyPart<Props extends object>(load: () => Promise<ComponentType<Props>>): LazyPart<Props> {
  let loading: Promise<{ default: ComponentType<Props> }> | undefined
  const once = () => (loading ??= load().then((component) => ({ default: component })))
  return { Component: lazy(once), preload: () => void once() }
}
