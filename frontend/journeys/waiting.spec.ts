import { form, goesOut, send } from './desk'
import { expect, test } from './world'

test('the clock is stopped only for what is awaited, moved only with a letter, and the owner reads both', async ({ window, people, matters }) => {
  const home = await people.household()
  const matter = await matters.accepted(home)
  const head = await window('head.eng', `/desk/matters/${matter.number}`)
  const pause = await form(head, '暂停计时')
  await pause.getByLabel('等待谁或什么').selectOption({ label: '业主' })
  await pause.getByLabel('暂停理由').fill('等防水卷材到货。')
  await pause.getByRole('button', { name: '3 天后' }).click()
  await pause.getByRole('button', { name: '暂停计时', exact: true }).last().click()
  await expect(pause.getByText(/等待业主前须先登记 2 次未接通的联系，目前 0 次；请先用「登记通话」记下。/)).toBeVisible()
  await pause.getByLabel('等待谁或什么').selectOption({ label: '配件' })
  await send(head, '暂停计时')
  await expect(head.getByText(/^等待配件，至/)).toBeVisible()

  const owner = await window(home.login, `/matters/${matter.id}`)
  await expect(owner.getByText('暂时在等')).toBeVisible()
  await expect(owner.getByText(/^在等配件，预计到 /)).toBeVisible()
  await expect(owner.getByText('等防水卷材到货。')).toHaveCount(0)

  await form(head, '恢复计时')
  await send(head, '恢复计时')
  await expect(head.getByText(/^等待配件，至/)).toHaveCount(0)
  const extend = await form(head, '延长期限')
  await extend.getByLabel('哪个时限').selectOption({ index: 1 })
  await extend.getByRole('button', { name: '7 天后' }).click()
  await extend.getByLabel('延期理由').fill('防水材料须从厂家订货。')
  await send(head, '延长期限')
  await expect(head.getByText('防水材料须从厂家订货。')).toBeVisible(goesOut)
  await owner.reload()
  await expect(owner.getByText('防水材料须从厂家订货。')).toBeVisible()
  await expect(owner.getByText(/^新的时间：/)).toBeVisible()
  await expect(owner.getByText('暂时在等')).toHaveCount(0)
  const [letter] = await Promise.all([owner.context().waitForEvent('page'), owner.getByRole('button', { name: '延期告知书' }).click()])
  await expect(letter.getByText('防水材料须从厂家订货。')).toBeVisible()
  await expect(letter.getByText('王德胜')).toBeVisible() // who allowed it
})

test('finance looks afterwards at what was paid on the spot, and says so where it should have been otherwise', async ({ window, people, matters }) => {
  const [fine, not] = [await matters.proposed(await people.household(), 8_000), await matters.proposed(await people.household(), 6_000)]
  const finance = await window('head.fin', '/desk/approvals')
  await finance.getByRole('button', { name: '事后复核' }).click()
  // All at once takes one more press; here others' matters are listed too, so it is left.
  await finance.getByRole('button', { name: /^以下 \d+ 件一并复核$/ }).click()
  await finance.getByRole('dialog').getByRole('button', { name: '取消' }).click()
  const card = (number: string) => finance.getByRole('article', { name: number })
  await card(fine.number).getByRole('button', { name: '无异议' }).click()
  await expect(card(fine.number)).toHaveCount(0)
  await card(not.number).getByRole('button', { name: '有异议' }).click()
  await card(not.number).getByLabel('写明应当怎样处理').fill('应先走保险。')
  await card(not.number).getByRole('button', { name: '有异议' }).click()
  await expect(card(not.number)).toHaveCount(0)
  await finance.goto(`/desk/matters/${not.number}`)
  await expect(finance.getByText('已事后复核')).toBeVisible()
  await expect(finance.getByText(/应先走保险。/).first()).toBeVisible()
})
