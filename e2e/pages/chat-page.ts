import { expect, type Locator, type Page } from '@playwright/test'
import { AnswerCard } from './answer-card'
import { Composer } from './composer'
import { QuestionCard } from './question-card'
import { Sidebar } from './sidebar'

/** The window's main screen: sidebar, chat, composer. */
export class ChatPage {
  readonly composer: Composer
  readonly sidebar: Sidebar
  readonly conversation: Locator
  readonly questions: Locator
  readonly answers: Locator
  /** Answers of several models, side by side. */
  readonly group: Locator

  constructor(page: Page) {
    this.composer = new Composer(page)
    this.sidebar = new Sidebar(page)
    this.conversation = page.getByRole('log', { name: 'Conversation' })
    this.questions = this.conversation.getByRole('article', { name: 'You', exact: true })
    this.answers = this.conversation.getByRole('article', { name: 'Assistant', exact: true })
    this.group = this.conversation.getByRole('group', { name: 'Answers', exact: true })
  }

  /** Sends a prompt to the selected models, and returns their answers from left to right. */
  async askSeveral(prompt: string, count: number): Promise<readonly AnswerCard[]> {
    await this.composer.submit(prompt)
    return this.grouped(count)
  }

  /** The answers of the last group. */
  async grouped(count: number): Promise<readonly AnswerCard[]> {
    const answers = this.group.last().getByRole('article', { name: 'Assistant', exact: true })
    await expect(answers).toHaveCount(count)
    const ids = await answers.evaluateAll((all) => all.map((answer) => (answer as HTMLElement).dataset['messageId']))
    return ids.map((id) => this.answer(id!))
  }

  /** Waits until the page accepts input. */
  async isReady(): Promise<void> {
    await expect(this.composer.message).toBeEditable()
    // The last session's position is known and shown.
    await expect(this.conversation).toHaveAttribute('aria-busy', 'false')
  }

  /** Opens a chat by its title, and waits for its messages. */
  async open(title?: string): Promise<void> {
    await this.sidebar.chat(title).click()
    await expect(this.questions.first()).toBeVisible()
  }

  /** Opens the most recently used chat, as after a restart. */
  async openLatest(): Promise<void> {
    await this.open()
  }

  question(text: string): QuestionCard {
    return new QuestionCard(this.questions.filter({ hasText: text }))
  }

  /** While it's being edited, its text is in a box. */
  get lastQuestion(): QuestionCard {
    return new QuestionCard(this.questions.last())
  }

  get lastAnswer(): AnswerCard {
    return new AnswerCard(this.answers.last())
  }

  /** The answer with this id, wherever it is. */
  answer(id: string): AnswerCard {
    return new AnswerCard(this.conversation.locator(`[data-message-id="${id}"]`))
  }

  /** Sends a prompt and returns the answer that appears for it. */
  async ask(prompt: string): Promise<AnswerCard> {
    const before = await this.answers.count()
    await this.composer.submit(prompt)
    await expect(this.answers).toHaveCount(before + 1)
    return this.answer(await this.lastAnswer.id())
  }

  /** Like `ask`, and waits for the finished image. */
  async generate(prompt: string): Promise<AnswerCard> {
    const answer = await this.ask(prompt)
    await answer.becomes('done')
    await expect(answer.image(prompt)).toBeVisible()
    return answer
  }
}
