import { form, send, status } from './desk'
import { unique } from './matters'
import { expect, test } from './world'

test('a neighbour joins with one tap, reads no words of another, and answers for their own household', async ({ window, people, matters }) => {
  const [first, neighbour] = [await people.household(), await people.household()]
  const title = unique('楼道灯整栋不亮')
  const matter = await matters.reported(first, { title, text: '楼道灯都不亮，我老妈昨晚摔了一跤。', categoryHint: 'electrical' })
  const desk = await people.as('desk1')
  await desk.give(matter, 'judge', { groundsSufficient: true, demandReasonable: true, reason: '现场看过' })
  await desk.give(matter, 'dispatch', { department: 'engineering' })
  const handling = await people.as('handler.eng')
  await handling.give(matter, 'accept')
  const clerk = await window('desk1', `/desk/matters/${matter.number}`)
  await (await form(clerk, '列为群体事项')).getByLabel('楼栋').fill('60')
  await send(clerk, '列为群体事项')

  const owner = await window(neighbour.login, '/')
  await owner.getByRole('article').filter({ hasText: title }).getByRole('button', { name: /我家也有/ }).click()
  await owner.goto(`/matters/${matter.id}`)
  await expect(owner.getByText('您家已加入，有进展会告诉您。')).toBeVisible()
  await expect(owner.getByRole('heading', { name: '这件事' })).toBeVisible()
  await expect(owner.getByText('您报的内容')).toHaveCount(0)
  await expect(owner.getByText(/老妈/)).toHaveCount(0)

  await handling.give(matter, 'investigate', { cause: '照明回路接头烧断', shares: [{ party: 'department', department: 'engineering', percent: 100 }] })
  await handling.give(matter, 'propose', { measures: [{ kind: 'repair', note: '更换回路' }, { kind: 'cash', note: '慰问' }], amountFen: 6000, perHouseholdFen: 3000, dueAt: new Date(Date.now() + 3 * 24 * 3600_000).toISOString(), handler: '赵建国' })
  await owner.reload()
  await expect(owner.getByText('每户 ¥30.00')).toBeVisible()
  await owner.getByRole('button', { name: '同意', exact: true }).click()
  await expect(owner.getByText('您家已同意方案。')).toBeVisible()
  await expect(owner.getByText('等其他住户答复')).toBeVisible()
  await clerk.reload()
  await expect(clerk.getByText('同意方案 1 户')).toBeVisible()
})

test('of a matter of many each household says for itself and is paid for itself', async ({ window, people, matters }) => {
  const [first, neighbour] = [await people.household(), await people.household()]
  const [desk, handling, next] = [await people.as('desk1'), await people.as('handler.eng'), await people.as(neighbour.login)]
  const matter = await matters.accepted(first, { title: unique('外墙渗水到两户') })
  const { communityId } = await desk.get<{ communityId: string }>(`/complaints/${matter.id}`)
  await desk.give(matter, 'group', { communityId, building: '60' })
  await next.give(matter, 'join', { houseId: neighbour.houseId })
  await handling.give(matter, 'investigate', { cause: '外墙防水开裂', shares: [{ party: 'department', department: 'engineering', percent: 100 }] })
  await handling.give(matter, 'propose', { measures: [{ kind: 'repair', note: '重做防水' }, { kind: 'cash', note: '慰问' }], amountFen: 6000, perHouseholdFen: 3000, dueAt: new Date(Date.now() + 3 * 24 * 3600_000).toISOString(), handler: '赵建国' })

  const one = await window(first.login, `/matters/${matter.id}`)
  await expect(one.getByText('每户 ¥30.00')).toBeVisible()
  await expect(one.getByText('全部住户合计 ¥60.00')).toBeVisible()
  await one.getByRole('button', { name: '同意方案' }).click()
  await one.getByRole('dialog').getByRole('button', { name: '确认同意' }).click()
  await expect(one.getByText('您同意了方案')).toBeVisible()
  const other = await window(neighbour.login, `/matters/${matter.id}`)
  await other.getByRole('button', { name: '不同意', exact: true }).click()
  await other.getByLabel('为什么不同意').fill('停电坏了一台电脑，也要算。')
  await other.getByRole('button', { name: '发送' }).click()
  await expect(other.getByText('您家不同意方案，客服会联系您。')).toBeVisible()
  await expect(one.getByText('停电坏了一台电脑')).toHaveCount(0)

  const clerk = await window('desk1', `/desk/matters/${matter.number}`)
  await clerk.getByRole('button', { name: '记录异议处理' }).first().click()
  await clerk.getByRole('dialog', { name: '记录异议处理' }).getByLabel('怎样回应、为什么维持').fill('电脑另按损坏登记，业主同意照此方案。')
  await send(clerk, '记录异议处理')
  await status(clerk, '实施中')
  await clerk.getByRole('button', { name: '住户认可' }).click() // they came round on the telephone
  const agrees = clerk.getByRole('dialog', { name: '住户认可' })
  await agrees.getByRole('button', { name: '电话', exact: true }).click()
  await agrees.getByRole('button', { name: neighbour.name }).click()
  await send(clerk, '住户认可')

  const cashier = await window('handler.fin', `/desk/matters/${matter.number}`)
  for (const receipt of ['PZ-60-1', 'PZ-60-2']) {
    const pay = await form(cashier, '付款')
    await expect(pay.getByLabel('金额', { exact: true })).toHaveValue('30')
    if (receipt === 'PZ-60-1') await pay.getByLabel('哪一户').selectOption({ index: 1 }) // the last one left need not be chosen
    await pay.getByRole('button', { name: '现在' }).click()
    await pay.getByLabel('凭证号').fill(receipt)
    await send(cashier, '付款', true)
    await expect(cashier.getByText(receipt).first()).toBeVisible()
  }
  await other.reload()
  await expect(other.getByText('已付给您家 ¥30.00')).toBeVisible()
})
