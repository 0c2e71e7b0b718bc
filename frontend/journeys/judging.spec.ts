import { choose, form, goesOut, send, status } from './desk'
import { unique } from './matters'
import { expect, test } from './world'

test('what is not founded is answered in four parts, appealed on the phone, and read again by the lead', async ({ window, people, matters }) => {
  const home = await people.household()
  const matter = await matters.reported(home, { title: unique('沙发被雨淋湿'), text: '我没关窗，下雨把沙发淋湿了，要求物业赔。' })
  const clerk = await window('desk1', `/desk/matters/${matter.number}`)
  const judge = await form(clerk, '初判')
  await judge.getByText('不充分', { exact: true }).click()
  await judge.getByText('不合理', { exact: true }).click()
  await judge.getByLabel('依据（内部）').fill('窗户由住户管理，当天未关。')
  const part = (name: string) => judge.getByRole('listitem').filter({ hasText: name }).getByRole('textbox')
  await part('感谢').fill('谢谢您告诉我们，给您带来不便，我们很抱歉。')
  await part('我们核实了什么').fill('我们看了当天的监控。')
  await part('为什么不成立').fill('这是你自己的责任。')
  await expect(judge.getByText('像在指责', { exact: true })).toHaveCount(1)
  await expect(judge.getByRole('listitem').filter({ hasText: '感谢' }).locator('mark')).toHaveCount(0)
  await part('为什么不成立').fill('窗户的开关由住户管理，与公共部位无关。')
  await expect(judge.getByText('像在指责', { exact: true })).toHaveCount(0)
  await part('我们还能做什么').fill('可以请合作的保洁按成本价清洗。')
  await expect(judge.getByText('发出前有 15 秒可以收回')).toBeVisible()
  await send(clerk, '初判')
  await status(clerk, '不成立已答复', goesOut)

  const owner = await window(home.login, `/matters/${matter.id}`)
  await expect(owner.getByText('可以请合作的保洁按成本价清洗。')).toBeVisible()
  await owner.getByRole('button', { name: '我不认可，申诉' }).click()
  await owner.getByLabel('您的理由').fill('窗户锁扣是坏的，报修过没修好。')
  await owner.getByRole('button', { name: '提交申诉' }).click()
  await expect(owner.getByText('您提出申诉')).toBeVisible()

  const lead = await window('lead1', `/desk/matters/${matter.number}`)
  await expect(lead.getByText('窗户锁扣是坏的，报修过没修好。').first()).toBeVisible()
  await expect(lead.getByText('第一次由林晓燕判断，建议换人复核。')).toBeVisible()
})

test('a complaint is made less by the lead alone, with a reason', async ({ window, people, matters }) => {
  const home = await people.household()
  const matter = await matters.accepted(home)
  const change = async (login: string) => {
    const page = await window(login, `/desk/matters/${matter.number}`)
    const classify = await form(page, '分类')
    await choose(classify, '性质', '咨询')
    await expect(classify.getByText('这是降级')).toBeVisible()
    await classify.getByLabel('调整理由').fill('业主说只是问问。')
    return page
  }
  const clerk = await change('desk1')
  await clerk.getByRole('dialog', { name: '分类', exact: true }).getByRole('button', { name: '分类', exact: true }).last().click()
  await expect(clerk.getByText('把投诉改为其他性质或降低紧急程度，须由客服主管说明理由后进行。')).toBeVisible()
  const lead = await change('lead1')
  await send(lead, '分类')
  await expect(lead.getByText('曾降级').first()).toBeVisible()
})
