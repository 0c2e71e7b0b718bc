import { choose, form, send, status } from './desk'
import { photo } from './photo'
import { expect, test } from './world'

test('a call-back that reached nobody is tried again, and the answer is taken down with its rating', async ({ window, people, matters }) => {
  const home = await people.household()
  const matter = await matters.resolved(home)
  const clerk = await window('desk1', `/desk/matters/${matter.number}`)
  for (let tries = 1; tries <= 2; tries++) {
    const call = await form(clerk, '登记通话')
    await choose(call, '接通了吗', '没接通')
    await call.getByRole('button', { name: '无人接听' }).click()
    await send(clerk, '登记通话')
    await expect(clerk.getByRole('heading', { name: `电话记录 ${tries}` })).toBeVisible()
  }
  const owner = await window(home.login, `/matters/${matter.id}`)
  await expect(owner.getByText('我们给您打了电话')).toHaveCount(2)
  await expect(owner.getByText('响铃无人接听')).toHaveCount(0)

  const handler = await window('handler.eng', `/desk/matters/${matter.number}`)
  await expect(handler.getByRole('button', { name: '回访确认' })).toHaveCount(0) // never those who did the work

  const answer = await form(clerk, '回访确认')
  await choose(answer, '问题解决了吗', '部分解决')
  await choose(answer, '按承诺的时间办的吗', '否')
  await choose(answer, '态度', '很满意')
  await choose(answer, '总体满意度', '一般')
  await answer.getByLabel('业主的话').fill('不滴了，手柄还有点松。')
  await answer.getByRole('button', { name: '电话', exact: true }).click()
  await answer.getByRole('button', { name: home.name }).click()
  await send(clerk, '回访确认')
  await expect(clerk.getByText('客服代业主记录')).toBeVisible()
  await expect(clerk.getByText('不滴了，手柄还有点松。').first()).toBeVisible()
  await expect(clerk.getByText('未按承诺时间 · 态度 很满意')).toBeVisible()
  await owner.reload()
  await expect(owner.getByText('不滴了，手柄还有点松。').first()).toBeVisible()
})

test('after the second time that it is not solved the desk lead meets the owner, who reads by when', async ({ window, people, matters }) => {
  const home = await people.household()
  const [own, handler] = [await people.as(home.login), await people.as('handler.eng')]
  const matter = await matters.resolved(home)
  const clerk = await window('desk1', `/desk/matters/${matter.number}`)
  const not = await form(clerk, '回访未解决')
  await not.getByLabel('业主反映的问题').fill('晚上还在滴水。')
  await not.getByRole('button', { name: '电话', exact: true }).click()
  await not.getByRole('button', { name: home.name }).click()
  await send(clerk, '回访未解决')
  await status(clerk, '实施中')
  await handler.give(matter, 'complete', { result: '换了整套龙头。', attachmentIds: [await handler.upload(photo('修后.png'))] })
  await own.give(matter, 'decline', { reason: '还是滴。' })

  const owner = await window(home.login, `/matters/${matter.id}`)
  await expect(owner.getByText('客服主管和您当面谈')).toBeVisible()
  await clerk.reload()
  await expect(clerk.getByText(/业主两次不认可结果：客服主管须在 .* 前与业主面谈/)).toBeVisible()
  await expect(clerk.getByRole('button', { name: '登记面谈' })).toHaveCount(0) // it is the lead's

  const lead = await window('lead1', '/desk/queue?mark=meeting')
  await lead.getByRole('link', { name: matter.number }).click()
  await lead.getByRole('button', { name: '登记面谈' }).click()
  const meeting = lead.getByRole('dialog', { name: '登记通话' })
  await choose(meeting, '接通了吗', '见到了')
  await meeting.getByLabel('通话要点').fill('约定换进口阀芯，周五复看。')
  await send(lead, '登记通话')
  await expect(lead.getByText('须在').first()).toHaveCount(0)
  await expect(lead.getByText('约定换进口阀芯，周五复看。').first()).toBeVisible()
  await owner.reload()
  await expect(owner.getByText('客服主管和您当面谈')).toHaveCount(0)
  await expect(owner.getByText('客服主管约您面谈')).toBeVisible()
})
