import type { FileHandle } from 'node:fs/promises'
import type { OutImage } from './out-image'

/**
 * Writes a zip as its images arrive, one in memory at a time. Images are already compressed, so they're stored as they
 * are. Rejects with the error of the disk or of `images`.
 */
export async function writeZip(
  file: FileHandle,
  images: AsyncIterable<OutImage>,
  onWritten: () => void,
): Promise<void> {
  const { Uint8ArrayReader, ZipWriter } = await import('@zip.js/zip.js')
  let diskError: unknown
  const sink = new WritableStream<Uint8Array>({
    async write(chunk) {
      try {
        // Unlike `write`, it doesn't stop after a partial write.
        await file.appendFile(chunk)
      } catch (error) {
        diskError = error
        throw error
      }
    },
  })
  // Puts sizes before each file rather than after it, because some programs read from the start.
  const zip = new ZipWriter(sink, { level: 0, useWebWorkers: false, dataDescriptor: false })
  try {
    for await (const { files, madeAt } of images) {
      for (const { name, bytes } of files) {
        await zip.add(name, new Uint8ArrayReader(bytes), madeAt && { lastModDate: madeAt })
      }
      onWritten()
    }
    await zip.close()
  } catch (error) {
    throw diskError ?? error
  }
}
