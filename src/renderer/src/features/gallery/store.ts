/** The gallery's state and actions. It outlives the view, so reopening it is instant. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AttachmentId, MessageId } from '@shared/ids'
import type { Data } from '@/data'
import type { ImageChange } from '@/data/gallery-repository'
import { toStoredRating, type Rating } from '@/images/rating'
import { keepShown, NO_SELECTION, type Selection } from '@/lib/selection'
import { numberStep } from '@/lib/undo'
import { changeMembership, findCollection, listCollections, renameEverywhere, type Membership } from './collections'
import { filterImages, NO_FILTER, type Around, type Filter } from './filter'
import { foldVersions, type Fold } from './fold-versions'
import type { GalleryImage, Reading } from './model'
import { readImages } from './read-images'

export interface GalleryState {
  /** Newest first. */
  readonly images: readonly GalleryImage[]
  /** Those that pass the filter; with versions folded, only the newest for each question that isn't unfolded. */
  readonly shown: readonly GalleryImage[]
  /** How many pass the filter, including folded ones. */
  readonly matching: number
  /** Of the first image of each question that has several; empty where versions aren't folded. */
  readonly folds: ReadonlyMap<AttachmentId, Fold>
  readonly isFolding: boolean
  readonly reading: Reading
  readonly filter: Filter
  readonly selection: Selection<AttachmentId>
  /** What rows would like to be. Pixels. */
  readonly rowHeight: number
  /** Images were rejected, and the user hasn't decided about them yet. */
  readonly isCulling: boolean
}

export interface GalleryStore extends StoreApi<GalleryState> {
  /** The last scroll position. Undefined: the start. */
  readPlace(): Place | undefined
  keepPlace(place: Place | undefined): void
  /** Reads what is new since the last time. */
  refresh(): Promise<void>
  setFilter(change: Partial<Filter>): void
  select(change: (selection: Selection<AttachmentId>) => Selection<AttachmentId>): void
  setRowHeight(height: number): void
  /** Whether all versions of an image are one cell. */
  setFolding(isFolding: boolean): void
  /** Shows all versions of an image in the grid, or only the newest again. */
  openFold(image: GalleryImage, isOpen: boolean): void
  rate(ids: readonly AttachmentId[], rating: Rating | undefined): void
  /** Adds images to a collection, which is created if needed, or removes them from it. */
  collect(ids: readonly AttachmentId[], collection: string, isIn: boolean): void
  /**
   * Renames a collection, or deletes it and keeps its images. Renaming it to another collection's name, ignoring case,
   * merges the two. Returns a function that undoes it.
   */
  renameCollection(from: string, to: string | undefined): Undo
  /** Moves the images to the bin, out of gallery and chats. Returns a function that undoes it. */
  remove(ids: readonly AttachmentId[]): Undo
  /** Keeps the rejected images for now. */
  stopCulling(): void
  /** Undoes the last rating, deletion or collection change, and returns which it was. Undefined if there's none. */
  undo(): Undone | undefined
  /** The number of the step that `undo` undoes next, from `numberStep`. */
  newestStep(): number | undefined
}

export interface Undone {
  /** The affected images. */
  readonly ids: readonly AttachmentId[]
  /** The kind of notice that offers the same undo. */
  readonly about?: 'deletion' | 'collection'
}

/** The first image in view, and how far its row extends above the view's edge. Pixels. */
export interface Place {
  readonly id: AttachmentId
  readonly offset: number
}

export interface GalleryParts {
  readonly data: () => Promise<{
    readonly gallery: Data['gallery']
    readonly search: Pick<Data['search'], 'findImagesAround'>
  }>
  readonly now: () => number
  /** The images were deleted or restored; the open chat needs to know. `kept` resolves once the rows are updated. */
  readonly onDeleted: (ids: readonly AttachmentId[], isDeleted: boolean, kept: Promise<unknown>) => void
  /** A change to an image couldn't be stored. */
  readonly onFailed: (error: unknown) => void
  readonly rowHeight: number
  readonly isFolding: boolean
}

/** Undoes one step, once, whatever was done since. */
export type Undo = () => void
interface Step extends Undone {
  readonly undo: Undo
  readonly number: number
}
const MOST_UNDOS = 200
const NO_FOLDS: GalleryState['folds'] = new Map()
const doNothing: Undo = () => undefined

export function createGalleryStore(parts: GalleryParts): GalleryStore {
  const store = createStore<GalleryState>()(() => ({
    images: [],
    shown: [],
    matching: 0,
    folds: NO_FOLDS,
    isFolding: parts.isFolding,
    reading: { status: 'reading' },
    filter: NO_FILTER,
    selection: NO_SELECTION,
    rowHeight: parts.rowHeight,
    isCulling: false,
  }))
  const { getState, setState } = store
  const undos: Step[] = []
  /** Deleted in this session: pages read before that must not bring them back. */
  const deleted = new Set<AttachmentId>()
  let reading: Promise<void> | undefined
  /** The last search around images and its results. */
  let around: { readonly text: string; readonly ids: Around } | undefined
  let isStale = false
  let place: Place | undefined

  /** The questions shown unfolded while others are folded. */
  const opened = new Set<MessageId>()

  const show = (change: Partial<Pick<GalleryState, 'images' | 'filter' | 'reading' | 'isFolding'>>): void =>
    setState((state) => {
      const { images, filter, isFolding } = { ...state, ...change }
      const passing = filterImages(images, filter, parts.now(), around?.ids)
      const { shown, folds } = isFolding ? foldVersions(passing, opened) : { shown: passing, folds: NO_FOLDS }
      const ids = new Set(shown.map(({ image }) => image.attachmentId))
      const before = () => state.shown.map(({ image }) => image.attachmentId)
      const selection = keepShown(state.selection, ids, before)
      return { ...change, shown, matching: passing.length, folds, selection }
    })

  const read = async (): Promise<void> => {
    try {
      const { gallery } = await parts.data()
      for await (const page of readImages(gallery, getState().images)) {
        const current = new Map(getState().images.map((image) => [image.image.attachmentId, image]))
        const images = page.images.flatMap((image) => {
          const { attachmentId } = image.image
          if (deleted.has(attachmentId)) return []
          // Keeps changes made while the page was being read.
          const { rating, collections } = current.get(attachmentId) ?? image
          return [{ ...image, rating, collections }]
        })
        show({ images, reading: page.isLast ? { status: 'all' } : { status: 'some' } })
      }
    } catch {
      setState({ reading: { status: 'failed' } })
    }
  }

  /** Adds images with the searched words in the messages around them, once they are found. */
  const searchAround = async (): Promise<void> => {
    const { text } = getState().filter
    if (text.trim() === '') return
    const { search } = await parts.data()
    const ids = await search.findImagesAround(text)
    if (!ids || getState().filter.text !== text) return
    around = { text, ids }
    show({})
  }

  const keepAll = (changes: ReadonlyMap<AttachmentId, ImageChange>): Promise<void> =>
    parts
      .data()
      .then(({ gallery }) => gallery.change(changes))
      .catch(parts.onFailed)
  const keep = (ids: readonly AttachmentId[], change: ImageChange): Promise<void> =>
    keepAll(new Map(ids.map((id) => [id, change])))
  const setRatings = (ratings: ReadonlyMap<AttachmentId, Rating | undefined>): void => {
    show({
      images: getState().images.map((image) =>
        ratings.has(image.image.attachmentId) ? { ...image, rating: ratings.get(image.image.attachmentId) } : image,
      ),
    })
    for (const rating of new Set(ratings.values())) {
      const ids = [...ratings].flatMap(([id, given]) => (given === rating ? [id] : []))
      void keep(ids, { rating: toStoredRating(rating) })
    }
  }
  const setCollections = (membership: Membership): void => {
    show({
      images: getState().images.map((image) => {
        const collections = membership.get(image.image.attachmentId)
        return collections ? { ...image, collections } : image
      }),
    })
    void keepAll(
      new Map(
        [...membership].map(([id, names]) => [id, { collections: names.length > 0 ? names : undefined }] as const),
      ),
    )
  }
  /** Adds an undo step. */
  const changeCollections = (membership: Membership, onUndo: Undo = doNothing): Undo => {
    if (membership.size === 0) return doNothing
    const before = new Map(
      getState().images.flatMap(({ image, collections }) =>
        membership.has(image.attachmentId) ? [[image.attachmentId, collections] as const] : [],
      ),
    )
    setCollections(membership)
    const undo = (): void => {
      setCollections(before)
      onUndo()
    }
    return remember({ undo, ids: [...before.keys()], about: 'collection' })
  }
  const remember = (undoable: Omit<Step, 'number'>): Undo => {
    const step = { ...undoable, number: numberStep() }
    undos.push(step)
    if (undos.length > MOST_UNDOS) undos.shift()
    let isDone = false
    return () => {
      if (isDone) return
      isDone = true
      const index = undos.indexOf(step)
      // Already undone by key.
      if (index < 0) return
      undos.splice(index, 1)
      step.undo()
    }
  }

  const refresh = async (): Promise<void> => {
    isStale = true
    reading ??= (async () => {
      while (isStale) {
        isStale = false
        await read()
        // Messages around new answers may match too.
        void searchAround().catch(() => undefined)
      }
      reading = undefined
    })()
    await reading
  }

  return {
    ...store,
    readPlace: () => place,
    keepPlace(left) {
      place = left
    },
    refresh,
    setFilter(change) {
      const filter = { ...getState().filter, ...change }
      // While a search is being narrowed, keep the earlier matches until the new ones are known.
      if (around && (filter.text.trim() === '' || !filter.text.startsWith(around.text))) around = undefined
      show({ filter })
      // If it fails, prompts are still searched.
      if (change.text !== undefined) void searchAround().catch(() => undefined)
    },
    select: (change) => setState(({ selection }) => ({ selection: change(selection) })),
    setRowHeight: (rowHeight) => setState({ rowHeight }),
    setFolding(isFolding) {
      opened.clear()
      show({ isFolding })
    },
    openFold({ questionId }, isOpen) {
      if (isOpen) opened.add(questionId)
      else opened.delete(questionId)
      show({})
    },
    rate(ids, rating) {
      const wanted = new Set(ids)
      const before = new Map(
        getState().images.flatMap(({ image, rating: was }) =>
          wanted.has(image.attachmentId) && was !== rating ? [[image.attachmentId, was]] : [],
        ),
      )
      if (before.size === 0) return
      setRatings(new Map([...before.keys()].map((id) => [id, rating])))
      remember({ undo: () => setRatings(before), ids: [...before.keys()] })
      if (rating === 'rejected') setState({ isCulling: true })
    },
    stopCulling: () => setState({ isCulling: false }),
    collect: (ids, collection, isIn) =>
      void changeCollections(changeMembership(getState().images, new Set(ids), collection, isIn)),
    renameCollection(from, to) {
      const { images } = getState()
      const others = listCollections(images).filter((name) => name !== from)
      const name = to === undefined ? undefined : findCollection(others, to)
      const isShown = getState().filter.collection === from
      // A filter on this collection follows the new name.
      const follow = (before: string | undefined, after: string | undefined): void => {
        const { filter } = getState()
        if (isShown && filter.collection === before) show({ filter: { ...filter, collection: after } })
      }
      const undo = changeCollections(renameEverywhere(images, from, name), () => follow(name, from))
      follow(from, name)
      return undo
    },
    remove(ids) {
      const wanted = new Set(ids)
      const gone = getState().images.filter(({ image }) => wanted.has(image.attachmentId))
      if (gone.length === 0) return doNothing
      for (const id of wanted) deleted.add(id)
      show({ images: getState().images.filter(({ image }) => !wanted.has(image.attachmentId)) })
      const kept = keep(ids, { deletedAt: parts.now() })
      void kept
        .then(() => reading)
        .then(() => {
          // From now on the rows are up to date, even if the bin has restored an image.
          for (const id of wanted) deleted.delete(id)
        })
      parts.onDeleted(ids, true, kept)
      const undo = (): void => {
        for (const id of wanted) deleted.delete(id)
        // Some may have been restored from the bin already.
        const there = new Set(getState().images.map(({ image }) => image.attachmentId))
        const back = gone.filter(({ image }) => !there.has(image.attachmentId))
        show({
          images: [...getState().images, ...back].toSorted((one, other) => other.createdAt - one.createdAt),
        })
        const restored = keep(ids, { deletedAt: undefined })
        parts.onDeleted(ids, false, restored)
        // The bin may have been emptied since; the rows tell what still exists.
        void restored.then(() => refresh())
      }
      return remember({ undo, ids, about: 'deletion' })
    },
    undo() {
      const step = undos.pop()
      step?.undo()
      return step
    },
    newestStep: () => undos.at(-1)?.number,
  }
}
