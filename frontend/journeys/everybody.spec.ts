import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { adminStops, arrive, clerkStops, deskDoors, leaderStops, matterStops, ownerDoors, ownerStops, type Stop } from './pages'
import { expect, phone, test, wide } from './world'

test.describe('accessible on a phone and on a wide screen', () => {
  test.slow()
  test('every page of the owners', async ({ window, people, matters }) => {
    const home = await people.household()
    const stops = await ownerStops(matters, home, people)
    await check(await window(null, '/'), ownerDoors)
    await check(await window(home.login, '/'), stops)
  })
  test('the pages of the clerk’s day', async ({ window, people, matters }) => {
    const home = await people.household()
    await check(await window(null, '/desk'), deskDoors)
    await check(await window('desk1', '/desk'), await clerkStops(matters, home, people))
  })
  test('a matter in every status', async ({ window, people }) => {
    await check(await window('lead1', '/desk'), await matterStops(people))
  })
  test('the pages of leaders and administrators', async ({ window }) => {
    await check(await window('leader1', '/desk'), leaderStops)
    await check(await window('admin', '/desk'), adminStops)
  })
})

test.describe('English, in large type, on a phone', () => {
  const english = { ...phone, locale: 'en-US' }
  const large = (page: Page) => page.context().addInitScript(() => localStorage.setItem('anju.typeSize', 'large'))
  const plain = (stops: Stop[]) => stops.filter((stop) => !stop.then)

  test('the owners’ pages', async ({ window, people, matters }) => {
    const home = await people.household()
    const stops = await ownerStops(matters, home, people)
    const page = await window(home.login, '/', { ...english, face: 'owner' })
    await large(page)
    await fit(page, plain(stops))
    await page.goto('/')
    await expect(page.getByRole('link', { name: 'Report something' })).toBeVisible()
  })
  test('the desk’s pages', async ({ window, people, matters }) => {
    const home = await people.household()
    const page = await window('desk1', '/desk', english)
    await large(page)
    await fit(page, plain(await clerkStops(matters, home, people)))
    await fit(page, (await matterStops(people)).slice(0, 5))
    const leader = await window('leader1', '/desk', english)
    await large(leader)
    await fit(leader, leaderStops)
  })
})

/** Legacy mode leaves out frames of other origins, of which there are none, and with them a window for each page. */
async function check(page: Page, stops: Stop[]): Promise<void> {
  const found: string[] = []
  for (const stop of stops) {
    await page.setViewportSize(wide.viewport)
    await arrive(page, stop)
    for (const { viewport } of [wide, phone]) {
      await page.setViewportSize(viewport)
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(['wcag2a', 'wcag2aa', 'wcag21aa']).analyze()
      for (const v of violations) found.push(`${stop.path} at ${viewport.width} px, ${v.id}: ${v.help}\n  ${v.nodes.map((n) => `${n.html.slice(0, 160)} → ${n.failureSummary?.split('\n').at(-1)?.trim()}`).join('\n  ')}`)
      found.push(...(await tooWide(page, stop)))
    }
  }
  expect(found.join('\n\n'), 'what keeps somebody out').toBe('')
}

async function fit(page: Page, stops: Stop[]): Promise<void> {
  const found: string[] = []
  for (const stop of stops) {
    await arrive(page, stop)
    found.push(...(await tooWide(page, stop)))
  }
  expect(found.join('\n'), 'what does not fit the screen').toBe('')
}

async function tooWide(page: Page, stop: Stop): Promise<string[]> {
  const width = page.viewportSize()?.width ?? 0
  const over = (await page.evaluate(() => document.documentElement.scrollWidth)) - width
  return over > 0 ? [`${stop.path}: ${over} px wider than the screen`] : []
}
