import { form, goesOut, send, status } from './desk'
import { unique } from './matters'
import { expect, test } from './world'

const day = 24 * 3600_000

test('the same reported twice is folded into one, found under both numbers, and taken apart again', async ({ window, people, matters }) => {
  const home = await people.household()
  const first = await matters.accepted(home)
  const again = await matters.reported(home, { title: unique('外墙还在渗水') })
  const clerk = await window('desk1', `/desk/matters/${again.number}`)
  await (await form(clerk, '并案')).getByText(first.number).click()
  await send(clerk, '并案')
  await status(clerk, '已并案')

  const find = clerk.getByRole('searchbox', { name: /编号、姓名/ })
  await clerk.goto('/desk')
  for (const number of [first.number, again.number]) {
    await find.fill(number)
    await find.press('Enter')
    for (const found of [first.number, again.number]) await expect(clerk.getByRole('link', { name: found })).toBeVisible()
  }

  await (await people.as('handler.eng')).give(first, 'progress', { note: '师傅明天来做淋水试验。', visibleToOwner: true })
  const owner = await window(home.login, `/matters/${again.id}`)
  await expect(owner.getByRole('heading', { name: `已并到 ${first.number} 一起办` })).toBeVisible()
  await expect(owner.getByText('正在核实')).toBeVisible()
  await owner.getByRole('link', { name: '看那一件' }).click()
  await expect(owner.getByText('师傅明天来做淋水试验。')).toBeVisible()

  await clerk.goto(`/desk/matters/${again.number}`)
  await (await form(clerk, '取消并案')).getByLabel('理由').fill('其实是另一面墙。')
  await send(clerk, '取消并案')
  await status(clerk, '已登记')
  await owner.goto(`/matters/${again.id}`)
  await expect(owner.getByText('恢复单独办理')).toBeVisible()
})

test('a leader has the last word, and the same demand afterwards is attached to it and starts no clock', async ({ window, people, matters }) => {
  const home = await people.household()
  const [owner, handler] = [await people.as(home.login), await people.as('handler.eng')]
  const matter = await matters.proposed(home, 5000) // on the spot: offered at once
  for (const reason of ['太少', '还是太少', '不接受']) {
    await owner.give(matter, 'offer-reject', { reason })
    if (reason !== '不接受') await handler.give(matter, 'propose', { measures: [{ kind: 'repair', note: '修复墙面' }], amountFen: 5000, dueAt: new Date(Date.now() + 7 * day).toISOString(), handler: '赵建国' })
  }
  const leader = await window('leader1', `/desk/matters/${matter.number}`)
  await leader.getByRole('note').getByRole('button', { name: '终结答复' }).click()
  const reply = leader.getByRole('dialog', { name: '终结答复', exact: true })
  for (let part = 0; part < 4; part++) await reply.getByRole('button', { name: '带入开头' }).first().click()
  await expect(reply.getByText('还没有写：公司的最终意见')).toBeVisible() // begun is not written
  await reply.getByRole('listitem').filter({ hasText: '公司的最终意见' }).getByRole('textbox').fill('修复墙面并补偿五十元，不再增加。')
  await expect(reply.getByText(/还没有写/)).toHaveCount(0)
  await send(leader, '终结答复', true)
  await status(leader, '已结案归档', goesOut)

  const same = await matters.reported(home, { title: unique('外墙渗水还要赔') })
  const clerk = await window('desk1', `/desk/matters/${same.number}`)
  await clerk.getByRole('button', { name: '并入旧件' }).click()
  await send(clerk, '并案')
  await status(clerk, '已并案')
  await expect(clerk.getByText('首次响应 还有')).toHaveCount(0)
  const phone = await window(home.login, `/matters/${same.id}`)
  await expect(phone.getByText('这是同一件事的同一个要求，不再重新办理。')).toBeVisible()
  await phone.getByRole('link', { name: '看公司的最后答复' }).click()
  await expect(phone.getByText('修复墙面并补偿五十元，不再增加。').first()).toBeVisible()
})
