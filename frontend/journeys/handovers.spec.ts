import { form, send, status } from './desk'
import { unique } from './matters'
import { expect, test } from './world'

test('a misrouted matter comes back, departments ask each other, and outsiders are asked and answer', async ({ window, people, matters }) => {
  const home = await people.household()
  const matter = await matters.reported(home, { title: unique('门禁坏了还多收停车费'), text: '门禁坏了半个月，停车费多收了两个月。' })
  const desk = await people.as('desk1')
  await desk.give(matter, 'judge', { groundsSufficient: true, demandReasonable: null, reason: '账单清楚' })
  await desk.give(matter, 'dispatch', { department: 'finance' })

  const finance = await window('head.fin', `/desk/matters/${matter.number}`)
  await (await form(finance, '退回改派')).getByRole('textbox').fill('门禁属工程部，费用部分我们配合。')
  await send(finance, '退回改派')
  const clerk = await window('desk1', `/desk/matters/${matter.number}`)
  await status(clerk, '已登记')
  await expect(clerk.getByText('门禁属工程部，费用部分我们配合。').first()).toBeVisible()
  await expect(clerk.getByText('目前在 客服')).toBeVisible()
  const dispatch = await form(clerk, '派单')
  await dispatch.getByLabel('主办部门').selectOption({ label: '工程技术部' })
  await dispatch.getByRole('checkbox', { name: '财务部' }).check()
  await send(clerk, '派单')
  await (await people.as('handler.eng')).give(matter, 'accept')

  const handler = await window('handler.eng', `/desk/matters/${matter.number}`)
  const ask = await form(handler, '向部门询问')
  await ask.getByLabel('向哪个部门').selectOption({ label: '财务部' })
  await ask.getByLabel('要了解什么').fill('请核对这户近三个月的停车费。')
  await send(handler, '向部门询问')

  await finance.reload()
  const answer = await form(finance, '答复询问')
  await answer.getByLabel('答复', { exact: true }).fill('多收两个月，共 600 元。')
  await send(finance, '答复询问') // the only question there is need not be chosen
  await expect(finance.getByText('多收两个月，共 600 元。').first()).toBeVisible()

  await clerk.reload()
  const outside = await form(clerk, '联系外部单位')
  await outside.getByLabel('外部单位').selectOption({ label: '施工或维保单位' })
  await outside.getByLabel('名称').fill('蓝盾门禁')
  await outside.getByLabel('请对方做什么').fill('请三天内检修读卡器。')
  await send(clerk, '联系外部单位')
  const reply = await form(clerk, '记录外部回复')
  await reply.getByLabel('回复内容').fill('主板已订货，周五到。')
  await reply.getByRole('button', { name: '现在' }).click()
  await send(clerk, '记录外部回复')
  await expect(clerk.getByText('主板已订货，周五到。').first()).toBeVisible()
})
