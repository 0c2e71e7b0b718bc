import { unique } from './matters'
import { expect, test } from './world'

test('a key is taken in, given out for a visit at one press, signed for, and taken back when the visit is over', async ({ window, people, matters }) => {
  const home = await people.household()
  const matter = await matters.reported(home, { nature: 'repair', title: unique('阳台门关不严'), text: '白天家里没人，钥匙放在前台。' })
  const desk = await people.as('desk1')
  await desk.give(matter, 'dispatch', { department: 'engineering' })
  const handling = await people.as('handler.eng')
  await handling.give(matter, 'accept')
  await handling.give(matter, 'start')
  const soon = (hours: number) => new Date(Date.now() + hours * 3600_000).toISOString()
  await handling.give(matter, 'appoint', { from: soon(1), to: soon(3), who: '木工 罗师傅', entry: 'key' })

  const clerk = await window('desk1', `/desk/matters/${matter.number}`)
  const keys = clerk.getByRole('region', { name: '委托钥匙' })
  await expect(keys.getByText('登记里没有这户的钥匙。')).toBeVisible()
  await keys.getByRole('button', { name: '收存钥匙' }).click()
  const taking = clerk.getByRole('dialog', { name: '收存钥匙' })
  const tag = `J-${Date.now().toString(36).slice(-6)}`
  await taking.getByLabel('挂牌号').fill(tag)
  await taking.getByLabel('委托内容').fill('当面签委托书，限维修进门。')
  await taking.getByRole('button', { name: '收存钥匙', exact: true }).click()
  await expect(taking).toBeHidden()
  await expect(keys.getByText(tag)).toBeVisible()
  await keys.getByRole('button', { name: /^借给/ }).first().click()
  await expect(keys.getByText('借出', { exact: true })).toBeVisible()

  const handler = await window('handler.eng', `/desk/matters/${matter.number}`)
  await handler.getByRole('region', { name: '委托钥匙' }).getByRole('button', { name: '签收' }).click()
  await expect(handler.getByRole('region', { name: '委托钥匙' }).getByText('已签收')).toBeVisible()

  await handling.give(matter, 'visit', { outcome: 'done', note: '合页已调。' })
  await clerk.reload()
  await expect(keys.getByText('上门已结束，钥匙还没有收回。')).toBeVisible()
  await keys.getByRole('button', { name: '收回' }).click()
  await expect(keys).toBeHidden()

  await clerk.goto(`/desk/keys`)
  await clerk.getByLabel('挂牌号、房号、领用人或受理编号').fill(tag.toLowerCase())
  await clerk.getByRole('button', { name: new RegExp(tag) }).click()
  const key = clerk.getByRole('dialog', { name: new RegExp(tag) })
  for (const step of ['收存', '借出', '领用人签收', '收回']) await expect(key.getByRole('listitem').getByText(step, { exact: true })).toBeVisible()
  await key.getByRole('button', { name: '退还业主' }).click()
  await key.getByLabel('谁签收或怎样确认').fill('业主本人签字领回。')
  await key.getByRole('form', { name: '退还业主' }).getByRole('button', { name: '退还业主' }).click()
  await expect(key.getByText('业主签收退还').first()).toBeVisible()

  const owner = await window(home.login, '/archive')
  await owner.getByText('用过 1 次').click()
  await expect(owner.getByText(matter.title)).toBeVisible()
})
