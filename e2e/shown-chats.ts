/** What the chats contain and show, in the form of `ExpectedProfile`, which stays the same when stored rows change. */
import { expect } from '@playwright/test'
import type { EaselApp } from './app'
import { readRows, type Row } from './database'
import type { ExpectedChat, ExpectedImage, ExpectedMessage } from './old-profile'

/**
 * Reads all chats except deleted ones, by title, with every version of every message. `isShown` can't be read from
 * rows, and is always true. If the format of rows changes, only this function must be adapted.
 */
export async function readChats({ window }: EaselApp): Promise<ExpectedChat[]> {
  const chats = await readRows(window, 'chats')
  const messages = await readRows(window, 'messages')
  const links = await readRows(window, 'messageAttachments')
  const attachments = new Map((await readRows(window, 'attachments')).map((row) => [row['id'], row]))
  const imagesIn = (id: unknown): Row[] =>
    links
      .filter(({ messageId }) => messageId === id)
      .toSorted((one, other) => Number(one['position']) - Number(other['position']))
      .map(({ attachmentId }) => attachments.get(attachmentId)!)
  return chats
    .filter(({ deletedAt }) => deletedAt === undefined)
    .map((chat) => ({
      title: String(chat['title']),
      messages: messages
        .filter(({ chatId }) => chatId === chat['id'])
        .toSorted((one, other) => compare(one, other))
        .map((message) => describeMessage(message, imagesIn(message['id']))),
    }))
    .toSorted((one, other) => (one.title < other.title ? -1 : 1))
}

/** Whether no answer is in progress, and the page knows how each of them ended. */
export async function isSettled({ window }: EaselApp): Promise<boolean> {
  return (await readRows(window, 'messages')).every(({ status }) => status !== 'streaming')
}

/** Opens every chat and checks what it shows, down to the pixels of each image. */
export async function showsChats(app: EaselApp, chats: readonly ExpectedChat[]): Promise<void> {
  for (const { title, messages } of chats) {
    await app.chat.open(title)
    for (const message of messages.filter(({ isShown }) => isShown)) {
      const article = app.chat.answer(message.id).root
      await article.scrollIntoViewIfNeeded()
      if (message.status !== undefined) await expect(article).toHaveAttribute('data-status', message.status)
      for (const line of readPlainLines(message.text)) await expect(article).toContainText(line)
      for (const hash of [
        ...(message.images ?? []).map((image) => image.hash),
        ...(message.preview ? [message.preview] : []),
      ])
        await isDrawn(app, message.id, hash)
    }
  }
}

/** Returns the lines of a Markdown text as displayed. */
function readPlainLines(text: string): readonly string[] {
  const lines = text.split('\n').filter((line) => !line.startsWith('```'))
  return lines.map((line) => line.replaceAll(/[#*`]/g, '').trim()).filter((line) => line !== '')
}

async function isDrawn(app: EaselApp, messageId: string, hash: string): Promise<void> {
  const image = app.chat.answer(messageId).root.locator(`img[src*="${hash}"]`).first()
  await expect(image).toBeVisible()
  await expect
    .poll(() => image.evaluate((shown: HTMLImageElement) => shown.complete && shown.naturalWidth > 0))
    .toBe(true)
}

function describeMessage(row: Row, images: readonly Row[]): ExpectedMessage {
  const message = row as Row & {
    failure?: { code: string; charge: string }
    shortfall?: { code: string; charge: string }
    preview?: { image?: { hash: string }; picture?: { hash: string } }
  }
  return {
    id: String(row['id']),
    role: row['role'] as ExpectedMessage['role'],
    text: String(row['text']),
    isShown: true,
    ...(row['role'] === 'assistant' && { status: String(row['status']) }),
    ...definedFields({
      charge: (row['charge'] ?? (message.failure ?? message.shortfall)?.charge) as string | undefined,
      cost: row['cost'] as number | undefined,
      failure: (message.failure ?? message.shortfall)?.code,
      preview: (message.preview?.image ?? message.preview?.picture)?.hash,
    }),
    ...(images.length > 0 && { images: images.map(describeImage) }),
  }
}

function describeImage(row: Row): ExpectedImage {
  const upload = row['uploadState']
  return {
    hash: String(row['hash']),
    upload: upload === 'local' || upload === 'uploaded' ? upload : 'waits',
    ...definedFields({
      revisedPrompt: row['revisedPrompt'] as string | undefined,
      rendering: row['rendering'] as Record<string, string> | undefined,
    }),
  }
}

function definedFields<T extends object>(fields: T): Partial<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>
}

/** Orders by creation time; questions before their answers. */
function compare(one: Row, other: Row): number {
  const byTime = Number(one['createdAt']) - Number(other['createdAt'])
  return (
    byTime ||
    (one['role'] === other['role']
      ? String(one['id']) < String(other['id'])
        ? -1
        : 1
      : one['role'] === 'user'
        ? -1
        : 1)
  )
}
