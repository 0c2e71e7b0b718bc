import type { Locator } from '@playwright/test'
import { approve, choose, form, send, status } from './desk'
import { unique } from './matters'
import { expect, test } from './world'

const onBehalf = async (drawer: Locator, name: string) => {
  await drawer.getByRole('button', { name: '电话', exact: true }).click()
  await drawer.getByLabel('与谁确认').fill(name)
}

test('a 3,000-yuan matter with two departments at fault goes from the call to the payment on its own page', async ({ window, people }) => {
  const home = await people.household()

  const clerk = await window('desk1', '/desk/intake')
  await clerk.getByRole('combobox', { name: '电话、姓名或房号' }).fill(home.phone)
  await expect(clerk.getByRole('button', { name: home.houseLabel, exact: true })).toHaveAttribute('aria-pressed', 'true')
  await clerk.getByLabel('发生了什么').fill(unique('楼上卫生间渗水，卧室木地板鼓起，要求修复并赔偿三千元'))
  await clerk.getByLabel('金额（元）').fill('3000')
  await clerk.getByRole('button', { name: '保存登记' }).click()
  // The slip leads straight to the first form on the matter's page.
  await clerk.getByRole('button', { name: '初判', exact: true }).click()
  const judge = clerk.getByRole('dialog', { name: '初判', exact: true })
  await expect(judge).toBeVisible()
  const matter = /\/desk\/matters\/(TS-\d{8}-\d{4})$/
  await expect(clerk).toHaveURL(matter)
  const number = matter.exec(clerk.url())?.[1] ?? ''
  await choose(judge, '业主的理由充分吗？', '充分')
  await choose(judge, '业主的要求合理吗？', '合理')
  await judge.getByLabel('依据（内部）').fill('照片清楚，报修记录一致。')
  await send(clerk, '初判')
  await (await form(clerk, '分类')).getByLabel('类别').selectOption({ label: '排水与漏水' })
  await send(clerk, '分类')
  const dispatch = await form(clerk, '派单')
  await dispatch.getByLabel('主办部门').selectOption({ label: '工程技术部' })
  await dispatch.getByRole('group', { name: '协办部门' }).getByText('客户服务部', { exact: true }).click()
  await send(clerk, '派单')
  await status(clerk, '已派单')

  const handler = await window('handler.eng', `/desk/matters/${number}`)
  await form(handler, '接单')
  await send(handler, '接单')
  const cause = await form(handler, '记录原因')
  await cause.getByLabel('查明的原因').fill('楼上卫生间防水破损，巡查时未发现。')
  await cause.getByLabel('原因类别').selectOption({ index: 1 })
  for (const [department, percent] of [['工程技术部', '70'], ['客户服务部', '30']] as const) {
    await cause.getByRole('button', { name: '添加责任方' }).click()
    await cause.getByLabel('主办部门').last().selectOption({ label: department })
    await cause.getByLabel('比例').last().fill(percent)
  }
  await expect(cause.getByText('合计 100%')).toBeVisible()
  await send(handler, '记录原因')
  await expect(handler.getByText('70%')).toBeVisible()

  // What others did shows on the clerk's page by itself, and the next step is in front.
  await status(clerk, '核实中')
  await expect(clerk.getByText('70%')).toBeVisible()
  const plan = await form(clerk, '提出方案')
  await plan.getByRole('button', { name: '再给一个备选方案' }).click()
  await plan.getByLabel('方案名称').first().fill('修复并赔偿')
  await plan.getByLabel('方式').first().selectOption({ label: '维修' })
  await plan.getByLabel('做什么、怎么做').first().fill('重做防水，赔偿木地板')
  await expect(plan.getByLabel('金额').first()).toHaveValue('3000')
  for (const step of ['部门主管', '财务', '分管领导']) await expect(plan.getByText(step, { exact: true })).toBeVisible()
  await plan.getByRole('button', { name: '7 天后' }).click()
  await plan.getByLabel('方式').last().selectOption({ label: '更换' })
  await plan.getByLabel('方案名称').last().fill('更换同款地板')
  await plan.getByLabel('做什么、怎么做').last().fill('更换同款木地板')
  await plan.getByLabel('金额').last().fill('0')
  await send(clerk, '提出方案')
  await status(clerk, '方案待批')

  for (const login of ['head.eng', 'head.fin', 'leader1']) await approve(await window(login, '/desk/approvals'), number)
  await status(clerk, '待业主确认方案')

  const accept = await form(clerk, '业主同意方案')
  await accept.getByText('修复并赔偿', { exact: true }).click()
  await onBehalf(accept, home.name)
  await send(clerk, '业主同意方案')
  await status(clerk, '实施中')

  await expect(clerk.getByText('还没有登记赔付协议书').first()).toBeVisible()
  const sign = await form(clerk, '登记赔付协议')
  await sign.getByRole('button', { name: '现在' }).click()
  await sign.getByLabel('协议编号').fill('XY-2026-07')
  await send(clerk, '登记赔付协议')
  await expect(clerk.getByText('还没有登记赔付协议书')).toHaveCount(0)

  const cashier = await window('handler.fin', `/desk/matters/${number}`)
  const pay = await form(cashier, '付款')
  await expect(pay.getByLabel('金额')).toHaveValue('3000')
  await pay.getByRole('button', { name: '现在' }).click()
  await pay.getByLabel('凭证号').fill('PZ-2026-0207')
  await send(cashier, '付款', true)

  await expect(clerk.getByText('PZ-2026-0207').first()).toBeVisible()
  await expect(clerk.getByText(/工程技术部 ¥2,100.00、客户服务部 ¥900.00/).first()).toBeVisible()
  await expect(clerk).toHaveURL(matter)
})
