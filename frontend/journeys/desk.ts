import { expect, type Locator, type Page } from '@playwright/test'

/** Opens the form of a command from the bar over a matter, or from "more" when it is not a step that is due. */
export async function form(page: Page, command: string): Promise<Locator> {
  const bar = page.getByRole('toolbar', { name: '可以进行的操作' })
  const button = bar.getByRole('button', { name: command, exact: true })
  const item = page.getByRole('menuitem', { name: command, exact: true })
  await expect(bar).toBeVisible()
  await expect(async () => { // the bar changes under the hand where news of the matter arrives
    if (await button.isVisible()) return button.click({ timeout: 5_000 })
    if (!(await item.isVisible())) await bar.getByRole('button', { name: '更多' }).click({ timeout: 5_000 })
    await item.click({ timeout: 5_000 })
  }).toPass({ timeout: 60_000 })
  const drawer = page.getByRole('dialog', { name: command, exact: true })
  await expect(drawer).toBeVisible()
  return drawer
}

/** Sends the form; `sure` where it asks once more because it cannot be undone. */
export async function send(page: Page, command: string, sure = false): Promise<void> {
  const drawer = page.getByRole('dialog', { name: command, exact: true })
  await drawer.getByRole('button', { name: command, exact: true }).last().click()
  if (sure) await page.getByRole('dialog', { name: `确定「${command}」？` }).getByRole('button', { name: command, exact: true }).click()
  await expect(drawer).toBeHidden()
}

/** One of a few choices side by side; the radio itself is out of sight below its words. */
export const choose = (scope: Locator | Page, group: string, words: string) => scope.getByRole('radiogroup', { name: group }).getByText(words, { exact: true }).click()

/** The same on the owners' side, where a fieldset names the choices. */
export const pick = (scope: Locator | Page, group: string, words: string) => scope.getByRole('group', { name: group }).getByText(words, { exact: true }).click()

/** The status in the head of a matter's page; lists further down show other matters' own. */
export const status = (page: Page, words: string, options?: { timeout: number }) =>
  expect(page.getByRole('heading', { level: 1 }).locator('..').getByText(words, { exact: true })).toBeVisible(options)

/** Approves the waiting step from the approver's inbox. */
export async function approve(page: Page, number: string): Promise<void> {
  const card = page.getByRole('article', { name: number })
  await card.getByRole('button', { name: '批准', exact: true }).click()
  await card.getByLabel('审批意见').fill('同意。')
  await card.getByRole('button', { name: '确认批准' }).click()
  await expect(card).toBeHidden()
}

/** What speaks to the owner is kept back for 15 seconds, and the sender looks every few. */
export const goesOut = { timeout: 120_000 }
