import { form, send } from './desk'
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
