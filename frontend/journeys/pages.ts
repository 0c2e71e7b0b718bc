import type { Page } from '@playwright/test'
import type { Household, People } from './people'
import type { Matters } from './matters'
import { expect } from './world'

/** A page as somebody comes to it; `then` opens what lies over it. */
export interface Stop {
  path: string
  then?: (page: Page) => Promise<unknown>
}

/** Everything that an owner can come to. */
export async function ownerStops(matters: Matters, home: Household, people: People): Promise<Stop[]> {
  const fresh = await matters.reported(home)
  const offered = await matters.proposed(home, 0)
  await (await people.as('head.eng')).give(offered, 'approve')
  const done = await matters.resolved(home)
  return [
    { path: '/' },
    { path: '/report' },
    { path: '/report?step=2' },
    { path: '/report?step=3' },
    { path: `/report/sent/${fresh.id}` },
    { path: '/matters' },
    { path: `/matters/${fresh.id}` },
    { path: `/matters/${fresh.id}`, then: (page) => page.getByRole('button', { name: '催一催' }).click() },
    { path: `/matters/${offered.id}` },
    { path: `/matters/${offered.id}`, then: (page) => page.getByRole('button', { name: '同意方案' }).click() },
    { path: `/matters/${done.id}`, then: (page) => page.getByRole('button', { name: '解决了', exact: true }).click() },
    { path: '/archive' },
    { path: '/settings' },
    { path: '/settings/notices' },
    { path: '/settings/password' },
    { path: '/nowhere' },
  ]
}
export const ownerDoors: Stop[] = [{ path: '/' }, { path: '/activate' }, { path: '/reset' }, { path: '/reset?code=ABCD' }]

const statuses = ['registered', 'unfounded', 'dispatched', 'investigating', 'proposed', 'offered', 'disputed', 'executing', 'resolved', 'closed', 'withdrawn', 'merged']

/** A matter of the demo in every status. */
export async function matterStops(people: People): Promise<Stop[]> {
  const desk = await people.as('desk1')
  const stops: Stop[] = []
  for (const status of statuses) {
    const { items } = await desk.get<{ items: { number: string }[] }>(`/complaints?status=${status}&limit=1`)
    if (items[0]) stops.push({ path: `/desk/matters/${items[0].number}` })
  }
  expect(stops.length, 'the demo estate has a matter in every status').toBe(statuses.length)
  return stops
}

/** The pages of the clerk's day. */
export async function clerkStops(matters: Matters, home: Household, people: People): Promise<Stop[]> {
  const fresh = await matters.reported(home)
  const owners = Buffer.from('姓名,小区,楼栋,单元,房号,交付日期,手机号\n柳含章,香樟苑,1,1,101,2021-02-30,13700001234\n')
  const preview = await (await people.as('desk1')).upload({ name: '业主.csv', mimeType: 'text/csv', buffer: owners }, '/owner-imports')
  return [
    { path: '/desk/queue' },
    { path: '/desk/queue', then: (page) => page.getByRole('button', { name: '筛选' }).click() },
    { path: '/desk/intake' },
    { path: `/desk/intake?phone=${home.phone}`, then: (page) => expect(page.getByText(fresh.title)).toBeVisible() },
    { path: `/desk/matters/${fresh.number}?do=judge`, then: (page) => expect(page.getByRole('dialog')).toBeVisible() },
    { path: '/desk/owners' },
    { path: `/desk/owners/${home.ownerId}` },
    { path: `/desk/owners/${home.ownerId}/edit` },
    { path: '/desk/owners/new' },
    { path: '/desk/imports' },
    { path: `/desk/imports/${preview}` },
    { path: '/desk/keys' },
    { path: '/desk/keys', then: (page) => page.getByRole('button', { name: '收存钥匙' }).click() },
    { path: '/desk/measures' },
    { path: '/desk/templates' },
    { path: '/desk/supervision' },
    { path: '/desk/account' },
    { path: '/desk/nowhere' },
  ]
}
export const leaderStops: Stop[] = [{ path: '/desk/approvals' }, { path: '/desk/figures' }, { path: '/desk/supervision#approval' }]
const settings = ['limits', 'tiers', 'numbers', 'categories', 'departments', 'standards', 'words', 'calendar']
export const adminStops: Stop[] = [
  ...['users', 'estate', 'mail', 'wordings', 'audit', 'time-limits', ...settings.map((s) => `settings/${s}`)].map((path) => ({ path: `/desk/${path}` })),
  { path: '/desk/mail', then: (page) => page.getByRole('button', { name: '新增邮箱' }).click() },
  { path: '/desk/wordings', then: (page) => page.getByRole('button', { name: /^部门已接单/ }).click() },
  { path: '/desk/settings/limits', then: (page) => page.getByRole('button', { name: '情形', exact: true }).first().click() },
  { path: '/desk/settings/categories', then: (page) => page.getByRole('button', { name: '修改 电梯' }).click() },
  { path: '/desk/settings/calendar', then: (page) => page.getByRole('button', { name: '修改记录' }).click() },
]
export const deskDoors: Stop[] = [{ path: '/desk' }, { path: '/desk/reset' }]

/** There, with all that it fetches. */
export async function arrive(page: Page, stop: Stop): Promise<void> {
  await page.goto(stop.path)
  await expect(page.getByRole('heading', { level: 1 }).first(), stop.path).toBeAttached()
  await expect(page.getByText(/^(正在加载…|Loading…)$/)).toHaveCount(0)
  await stop.then?.(page)
}
