import { createServer, type AddressInfo } from 'node:net'
import { expect, test } from '../fixtures'

test.use({ keys: { openai: false, blob: false } })

test(
  'without a key the Demo Image is chosen, and draws with previews and without any network',
  { tag: '@core' },
  async ({ launch, usualLaunch, openai, blob, profile }) => {
    const network = await watchNetwork()
    const app = await launch({ ...usualLaunch, args: [`--proxy-server=http://127.0.0.1:${network.port}`] })
    const { chat } = app
    await expect(chat.composer.model).toHaveAccessibleName(/Demo Image/)
    await chat.composer.setNumber('Previews', 3)

    const answer = await chat.ask('a paper boat')
    await expect(answer.preview).toBeVisible()
    await answer.becomes('done')

    await expect(answer.image('a paper boat')).toBeVisible()
    await expect(answer.root).toContainText('Sample landscape. Demo doesn’t follow your prompt.')
    await answer.uploadBecomes('local')
    await expect.poll(() => profile.objects()).toContainEqual(expect.objectContaining({ extension: 'png' }))
    expect([...openai.requests, ...blob.requests]).toEqual([])
    expect(network.attempts).toEqual([])
    network.stop()
  },
)

test('the Demo Text says what it is, in Markdown', async ({ app }) => {
  await app.chat.composer.chooseModel('Demo Text')

  const answer = await app.chat.ask('What can you do?')

  await answer.becomes('done')
  await expect(answer.root).toContainText("It isn't an AI")
  await expect(answer.root.getByRole('heading').or(answer.root.getByRole('list')).first()).toBeVisible()
})

test('asking OpenAI without a key says so at once, keeps the prompt and leads to the settings', async ({
  app,
  openai,
}) => {
  await app.chat.composer.chooseModel('GPT Image 2.5 Flare')

  const { composer } = app.chat
  await composer.submit('a paper boat')

  await expect(composer.refusal).toContainText('Nothing was sent. Your prompt is still here.')
  await expect(composer.message).toHaveValue('a paper boat')
  await expect(app.chat.questions).toHaveCount(0)
  await expect(app.chat.sidebar.root.getByRole('listitem')).toHaveCount(0)
  await composer.refusal.getByRole('button', { name: 'Add key' }).click()
  await expect(app.settings.openAiKey).toBeFocused()
  expect(openai.requests).toEqual([])
})

/** A proxy that blocks everything and records what it was asked for. */
async function watchNetwork(): Promise<{ port: number; attempts: readonly string[]; stop: () => void }> {
  const attempts: string[] = []
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', (request) => {
      attempts.push(request.toString('latin1').split('\r\n')[0]!)
      socket.destroy()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { port: (server.address() as AddressInfo).port, attempts, stop: () => server.close() }
}
