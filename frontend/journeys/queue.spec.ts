import { status } from './desk'
import { unique } from './matters'
import { phone, expect, test } from './world'

test('the queue is filtered, searched by two characters, and read on page by page', async ({ window, people, matters }) => {
  const home = await people.household()
  const matter = await matters.reported(home, { title: unique('露台排水沟堵塞'), text: '露台排水沟堵塞，雨水倒灌进客厅。' })
  const clerk = await window('desk1', '/desk')
  const table = clerk.getByRole('table')
  await expect(table.getByRole('link', { name: matter.number })).toBeVisible()

  const find = clerk.getByRole('searchbox', { name: /编号、姓名/ })
  await clerk.keyboard.press('/')
  await expect(find).toBeFocused()
  await find.fill('露台')
  await find.press('Enter')
  await expect(table.getByRole('link', { name: matter.number })).toBeVisible()
  await find.fill('麒麟')
  await find.press('Enter')
  await expect(clerk.getByText('没有找到', { exact: true })).toBeVisible()

  await clerk.getByRole('button', { name: '全部', exact: true }).click()
  await clerk.getByRole('button', { name: '筛选' }).click()
  await clerk.getByLabel('状态').selectOption({ label: '已结案归档' })
  await expect(clerk.getByRole('button', { name: '去掉筛选：状态' })).toBeVisible()
  await expect(table.getByRole('link', { name: matter.number })).toHaveCount(0)
  for (const row of await table.getByRole('row').all().then((rows) => rows.slice(1, 6))) await expect(row).toContainText('已结案归档')
  await clerk.getByRole('button', { name: '去掉筛选：状态' }).click()

  await clerk.getByRole('button', { name: '全部', exact: true }).click()
  await expect(clerk.getByText(/已显示 50 件/)).toBeVisible()
  await clerk.getByRole('button', { name: '加载更多' }).click()
  await expect(clerk.getByText(/已显示 100 件/)).toBeVisible()
  const numbers = await table.getByRole('link', { name: /^TS-/ }).allInnerTexts()
  expect(new Set(numbers).size).toBe(100)
})

test('every figure opens its list', async ({ window }) => {
  const leader = await window('leader1', '/desk/figures')
  const overdue = leader.getByRole('link', { name: /^超时/ })
  const told = Number(/\d+/.exec(await overdue.innerText())?.[0])
  await overdue.click()
  await expect(leader.getByRole('heading', { name: '办理台' })).toBeVisible()
  const shown = leader.getByText(/已显示 \d+ 件/)
  await expect(shown).toBeVisible()
  const total = Number(/共 (\d+) 件/.exec(await shown.innerText())?.[1])
  // Others may have come to be late between the two.
  expect(Math.abs(total - told)).toBeLessThanOrEqual(3)
})

test('a leader approves on a phone', async ({ window, people, matters }) => {
  const home = await people.household()
  const matter = await matters.proposed(home, 300_000)
  for (const login of ['head.eng', 'head.fin']) await (await people.as(login)).give(matter, 'approve')
  const leader = await window('leader1', '/desk/approvals', phone)
  const card = leader.getByRole('article', { name: matter.number })
  await expect(card.getByText('¥3,000.00').first()).toBeVisible()
  await expect(card.getByText('外墙防水层老化开裂，雨水沿窗框渗入。')).toBeVisible()
  await card.getByRole('button', { name: '批准', exact: true }).click()
  await card.getByRole('button', { name: '确认批准' }).click()
  await expect(leader.getByText(`${matter.number} 已批准。`)).toBeVisible()
  await expect(card).toBeHidden()
})

test('a plan that is not approved goes back with the reason', async ({ window, people, matters }) => {
  const home = await people.household()
  const matter = await matters.proposed(home, 30_000)
  const head = await window('head.eng', '/desk/approvals')
  const card = head.getByRole('article', { name: matter.number })
  await card.getByRole('button', { name: '不批准' }).click()
  await expect(card.getByRole('button', { name: '确认不批准' })).toBeDisabled()
  await card.getByLabel('不批准的理由').fill('请补充材料清单和报价。')
  await card.getByRole('button', { name: '确认不批准' }).click()
  await expect(card).toBeHidden()
  await head.goto(`/desk/matters/${matter.number}`)
  await status(head, '核实中')
  await expect(head.getByText('请补充材料清单和报价。').first()).toBeVisible()
})
