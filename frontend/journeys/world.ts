import { expect, test as base, type BrowserContextOptions, type Page } from '@playwright/test'
import { Matters } from './matters'
import { People, type Face } from './people'

export const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }
export const wide = { viewport: { width: 1440, height: 900 } }

interface World {
  matters: Matters
  /** A window of somebody who is signed in: an owner on a phone, staff at a desk unless told. */
  window: (login: string | null, path: string, options?: BrowserContextOptions & { face?: Face }) => Promise<Page>
}

export const test = base.extend<World, { people: People }>({
  people: [
    async ({}, use, info) => {
      const people = await People.meet(info.project.use.baseURL ?? '')
      await use(people)
      await people.leave()
    },
    { scope: 'worker' },
  ],
  matters: async ({ people }, use) => use(new Matters(people)),
  window: async ({ browser, people, baseURL }, use) => {
    const opened: { close(): Promise<void> }[] = []
    const broken: string[] = []
    await use(async (login, path, { face = path.startsWith('/desk') ? 'desk' : 'owner', ...options } = {}) => {
      const storageState = login ? await people.pass(login, face) : undefined
      const context = await browser.newContext({ baseURL, ...(face === 'owner' ? phone : wide), storageState, reducedMotion: 'reduce', ...options })
      opened.push(context)
      const page = await context.newPage()
      page.on('pageerror', (error) => broken.push(`${page.url()}: ${error.message}`))
      page.on('console', (line) => line.text().includes('Content Security Policy') && broken.push(`${page.url()}: ${line.text()}`))
      await page.goto(path)
      return page
    })
    for (const context of opened) await context.close()
    expect(broken, 'nothing may break inside a page').toEqual([])
  },
})
export { expect }
