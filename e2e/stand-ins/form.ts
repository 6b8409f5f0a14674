/** Reads a multipart form as a server sees it. */

export interface SentFile {
  /** The name of the form's field. */
  readonly field: string
  readonly name: string
  readonly type: string
  readonly bytes: Buffer
}

export interface SentForm {
  readonly fields: Readonly<Record<string, string>>
  /** In the order in which they were sent. */
  readonly files: readonly SentFile[]
}

/** Undefined if the body isn't a complete form. */
export async function readForm(contentType: string | undefined, body: Buffer): Promise<SentForm | undefined> {
  if (!contentType?.startsWith('multipart/form-data')) return undefined
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } })
    .formData()
    .catch(() => undefined)
  if (!form) return undefined
  const fields: Record<string, string> = {}
  const files: SentFile[] = []
  for (const [field, value] of form) {
    if (typeof value === 'string') fields[field] = value
    else files.push({ field, name: value.name, type: value.type, bytes: Buffer.from(await value.arrayBuffer()) })
  }
  return { fields, files }
}
