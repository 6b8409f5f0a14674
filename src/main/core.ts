/**
 * The core of main: runs, images, uploads, the archive and the ledger in one profile folder. Plain Node: Electron's
 * parts are passed in, so tests can run the same core in a child process and kill it.
 */
import { randomUUID } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Archive } from './archive/archive'
import type { BatchNews } from '@shared/batch/batch'
import type { Limits, ProjectCaps } from '@shared/budget'
import { dayAt, monthAt } from '@shared/calendar'
import type { Events } from '@shared/contract'
import { createId, type MessageId, type ObjectHash } from '@shared/ids'
import type { Run } from '@shared/run'
import { getMediaType } from '@shared/image-options'
import '@shared/services/provide'
import { BatchStore } from './batches/batch-store'
import { Batches } from './batches/batches'
import { findLine } from './runs/find-line'
import { Bin } from './bin/bin'
import { Budget } from './budget/budget'
import { Ledger } from './budget/ledger'
import { DiskSpace } from './files/disk-space'
import { HelperCalls } from './helper-calls/helper-calls'
import { Bitmaps, type DrawPng } from './objects/bitmaps'
import { ImageImports } from './objects/image-imports'
import { getExtension, ObjectStore } from './objects/object-store'
import { StoredImages } from './objects/stored-images'
import { ThumbnailUploads } from './objects/thumbnail-uploads'
import { Thumbnails } from './objects/thumbnails'
import { createAdapters, createReadiness, type AdapterParts } from './services/create-adapters'
import { RunService } from './runs/run-service'
import type { RunServiceParts } from './runs/run-service-parts'
import { RunStore } from './runs/run-store'
import { Spool } from './runs/spool'
import { BlobClient, type BlobAccountSource } from './uploads/blob-client'
import { blobPathname, Uploads } from './uploads/outbox'

export interface CoreParts {
  readonly profile: string
  readonly providers: AdapterParts
  readonly blobAccount: BlobAccountSource
  /** Configures undici's proxies and certificates before each call of Blob's SDK. */
  readonly prepareBlobNetwork?: () => Promise<void>
  readonly automaticRetries: () => number
  readonly ownPrices: RunServiceParts['ownPrices']
  readonly limits: () => Limits & { readonly projectCaps?: ProjectCaps }
  readonly now: () => number
  /** Returns a number from 0 up to, not including, 1. */
  readonly random: () => number
  readonly emit: <E extends 'run.changed' | 'run.streamed' | 'budget.changed' | 'batch.changed'>(
    name: E,
    event: Events[E],
  ) => void
  readonly report: (what: string, error: unknown) => void
  /** Draws images that only Chromium can decode. Absent without Chromium. */
  readonly drawPng?: DrawPng
  readonly disk?: RunServiceParts['disk']
  readonly costWaits?: RunServiceParts['costWaits']
  readonly onBatchRest?: (news: BatchNews) => void
  /** Whether batches may start anything new. Absent: always. */
  readonly mayStartBatches?: () => boolean
}

export interface Core {
  readonly runs: RunService
  readonly helpers: HelperCalls
  readonly batches: Batches
  /** Resolves once the batches of the last session are loaded. Never rejects. */
  readonly batchesOpened: Promise<void>
  readonly ledger: Ledger
  readonly budget: Budget
  readonly objects: ObjectStore
  readonly previews: ObjectStore
  readonly spool: Spool
  readonly uploads: Uploads
  readonly blob: BlobClient
  readonly archive: Archive
  readonly bin: Bin
  readonly stored: StoredImages
  readonly imports: ImageImports
  readonly disk: RunServiceParts['disk']
  readonly bitmaps: Bitmaps | undefined
  readonly thumbnails: Thumbnails
  readonly thumbnailUploads: ThumbnailUploads
  /** Resolves once everything from the last session is settled. Never rejects. Start nothing before. */
  readonly settled: Promise<void>
  stop(): void
}

/** How often to retry storing answers that arrived while the disk was full. Free when none is waiting. */
const READ_AGAIN_MS = 30_000
/** The longest delay until a new day is noticed, even if the computer slept past midnight. For display only. */
const LOOK_AT_CALENDAR_MS = 20_000
/**
 * How often the archive is tidied. Rare, and long after a start: with very many rows it uses half a processor for some
 * seconds.
 */
const TIDY_ARCHIVE_MS = 10 * 60_000
/** How often deleting uploaded copies is retried after the store refused. Not urgent. */
const RETRY_COPIES_MS = 15 * 60_000

export async function createCore(parts: CoreParts): Promise<Core> {
  const { profile, now, report } = parts
  const findModel = parts.providers.findModel && { findModel: parts.providers.findModel }
  const objects = new ObjectStore({
    directory: join(profile, 'objects'),
    onDamaged: (hash) => report('an image had changed on the disk and was set aside', new Error(hash)),
  })
  const bitmaps = parts.drawPng && new Bitmaps(objects, parts.drawPng, report)
  const previews = new ObjectStore({ directory: join(profile, 'previews') })
  const spool = new Spool(join(profile, 'spool'))
  const blob = new BlobClient({ prepareNetwork: parts.prepareBlobNetwork })
  const uploads: Uploads = new Uploads({
    directory: join(profile, 'outbox'),
    objects,
    client: blob,
    account: parts.blobAccount,
    now,
    random: parts.random,
    onChanged: (id, upload) => runs.uploadChanged(id, upload),
    report,
  })
  const disk = parts.disk ?? new DiskSpace({ folder: profile })
  const ledger = await Ledger.open(join(profile, 'ledger.log'))
  const budget = new Budget({
    ledger,
    limits: parts.limits,
    ...findModel,
    now,
    calendar: { dayAt, monthAt },
    onChanged: (view) => parts.emit('budget.changed', view),
    report,
  })
  const records = new RunStore(join(profile, 'runs'))
  const shared = {
    previews: createPreviewStore(previews),
    findAdapter: createAdapters(parts.providers),
    findProblem: createReadiness(parts.providers),
    uploads: createUploadQueue(uploads),
    disk,
    budget,
    ownPrices: parts.ownPrices,
    drawPng: bitmaps && ((hash: ObjectHash) => bitmaps.read(hash)),
    costWaits: parts.costWaits,
    ...findModel,
    now,
    report,
  }
  const runs: RunService = new RunService({
    ...shared,
    store: records,
    spool,
    objects,
    automaticRetries: parts.automaticRetries,
    emit: (name, event) => {
      parts.emit(name, event)
      if (name === 'run.changed') batches.runChanged(event as Run)
    },
  })
  const helpers = createHelperCalls({ ...shared, profile, objects, now, report })
  const batches = new Batches({
    store: new BatchStore(join(profile, 'batches')),
    runs,
    listSpending: (chat) => ledger.ofChat(chat),
    wasSetAside: (id) => records.wasSetAside(id),
    findLine,
    mayStart: parts.mayStartBatches ?? (() => true),
    now,
    createId: () => createId<MessageId>(),
    emit: parts.emit,
    onRest: (news) => parts.onBatchRest?.(news),
    report,
  })

  // Opened by the page's first request.
  const archive = new Archive({ folder: join(profile, 'archive'), createIdentity: randomUUID, now, report })
  const thumbnails = new Thumbnails({
    directory: join(profile, 'thumbnails'),
    objects: join(profile, 'objects'),
    startedAt: now(),
  })
  const bin = new Bin({
    directory: join(profile, 'bin'),
    objects,
    thumbnails,
    runs: runs.dropping,
    dropBatches: async (chats) => {
      await batchesOpened
      await batches.drop(chats)
    },
    dropUploads: (hashes) => uploads.drop(hashes),
    compactArchive: () => archive.compact(),
    blob,
    blobAccount: parts.blobAccount,
    report,
  })
  const settled = settle({ runs, helpers, bin, objects, profile, report })
  // Not part of `settled`: nothing at start needs the batches.
  const batchesOpened = settled
    .then(() => batches.open())
    .catch((error: unknown) => report('batches could not be taken up', error))
  // Only after that, because an upload's progress belongs to a run.
  void settled
    .then(() => uploads.start())
    .catch((error: unknown) => report('uploads could not be taken up', error))
    .then(() => bin.resume())
  const reader = setInterval(() => {
    void runs.readAgain()
    void budget.writeAgain()
  }, READ_AGAIN_MS)
  reader.unref()
  const calendar = setInterval(() => budget.tell(), LOOK_AT_CALENDAR_MS)
  calendar.unref()
  const copies = setInterval(() => void bin.retryCopies(), RETRY_COPIES_MS)
  copies.unref()
  const tidier = setInterval(() => {
    archive.tidy().catch((error: unknown) => report('the archive could not be tidied', error))
  }, TIDY_ARCHIVE_MS)
  tidier.unref()
  const imports = new ImageImports({ objects, disk, report })

  return {
    runs,
    helpers,
    batches,
    batchesOpened,
    ledger,
    budget,
    objects,
    previews,
    spool,
    uploads,
    blob,
    archive,
    bin,
    stored: new StoredImages({ directory: join(profile, 'objects'), objects, startedAt: now() }),
    imports,
    disk,
    bitmaps,
    thumbnails,
    thumbnailUploads: new ThumbnailUploads({ thumbnails, objects, disk, key: imports.key, report }),
    settled,
    stop: () => {
      clearInterval(reader)
      clearInterval(calendar)
      clearInterval(tidier)
      clearInterval(copies)
      uploads.stop()
      batches.stop()
      runs.abortAll()
      helpers.stop()
    },
  }
}

async function settle({
  runs,
  helpers,
  bin,
  objects,
  profile,
  report,
}: Pick<Core, 'runs' | 'helpers' | 'bin' | 'objects'> & Pick<CoreParts, 'profile' | 'report'>): Promise<void> {
  try {
    await objects.sweep()
    await bin.open()
    await runs.settleAll()
    await helpers.settle()
    // No run is in progress now, so previews aren't needed. Those worth keeping were copied to the objects.
    await rm(join(profile, 'previews'), { recursive: true, force: true })
    await rm(join(profile, 'drag'), { recursive: true, force: true })
  } catch (error) {
    report('the last session could not be settled', error)
  }
}

/**
 * Keeps helper calls separate from the page's runs. They're never retried automatically, because the user is waiting.
 */
function createHelperCalls({
  profile,
  objects,
  previews,
  ...parts
}: Omit<RunServiceParts, 'store' | 'spool' | 'automaticRetries' | 'emit'> & Pick<CoreParts, 'profile'>): HelperCalls {
  const folder = join(profile, 'helpers')
  const runs = new RunService({
    ...parts,
    store: new RunStore(join(folder, 'runs')),
    spool: new Spool(join(folder, 'spool')),
    // Only text is wanted. An image that comes with it isn't kept.
    objects: { put: (bytes, options) => previews.put(bytes, options), read: (hash) => objects.read(hash) },
    previews,
    automaticRetries: () => 0,
    emit: () => undefined,
  })
  return new HelperCalls({ runs, now: parts.now, report: parts.report })
}

function createPreviewStore(previews: ObjectStore): RunServiceParts['previews'] {
  return {
    put: (bytes, options) => previews.put(bytes, options),
    remove: (hash) => previews.remove(hash),
    read: async (hash) => {
      const found = await previews.find(hash)
      return found && readFile(found.path)
    },
  }
}

function createUploadQueue(uploads: Uploads): RunServiceParts['uploads'] {
  return {
    initial: () => uploads.initial(),
    enqueue: async (run, images) => {
      for (const [index, { attachmentId, hash, format }] of images.entries()) {
        const pathname = blobPathname(run, index, getExtension(format))
        await uploads.enqueue({ attachmentId, hash, pathname, contentType: getMediaType(format) })
      }
    },
  }
}
