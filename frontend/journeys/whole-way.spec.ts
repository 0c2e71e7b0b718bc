import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import type { Page } from '@playwright/test'
import { choose, form, pick, send, status } from './desk'
import { unique } from './matters'
import { expect, test } from './world'

const anju = process.env.ANJU_BIN ?? resolve('../bin/anju')
const run = promisify(execFile)

test('a complaint with a claim goes from the owner’s phone to its sealed archive', async ({ window, people }, info) => {
  test.setTimeout(180_000)
  const home = await people.household()
  const title = unique('卧室外墙渗水')

  const owner = await window(home.login, '/report')
  await pick(owner, '这是一件什么事？', '投诉')
  await pick(owner, '大概是哪方面？', '排水与漏水')
  await owner.getByLabel('一句话说清楚').fill(title)
  await owner.getByLabel('详细情况').fill('下雨后卧室外墙一直渗水，墙纸和衣柜都泡坏了。')
  await owner.getByRole('button', { name: '下一步' }).click()
  await pick(owner, '您希望我们怎么做？', '赔偿')
  await owner.getByLabel('金额（元）').fill('3000')
  await owner.getByRole('button', { name: '下一步' }).click()
  await owner.getByRole('button', { name: '发送', exact: true }).click()
  const number = await owner.getByText(/^TS-\d{8}-\d{4}$/).innerText()
  await owner.getByRole('link', { name: '查看进展' }).click()

  const clerk = await window('desk1', '/desk')
  await clerk.getByRole('searchbox', { name: /编号、姓名/ }).fill(number)
  await clerk.keyboard.press('Enter')
  await clerk.getByRole('link', { name: number }).click()
  const judge = await form(clerk, '初判')
  await choose(judge, '理由是否充分', '充分')
  await choose(judge, '要求是否合理', '合理')
  await judge.getByLabel('依据（内部）').fill('照片与天气记录一致，损失有实物可查。')
  await send(clerk, '初判')
  await (await form(clerk, '分类')).getByLabel('类别').selectOption({ label: '排水与漏水' })
  await send(clerk, '分类')
  await (await form(clerk, '派单')).getByLabel('主办部门').selectOption({ label: '工程技术部' })
  await send(clerk, '派单')
  await status(clerk, '已派单')

  const handler = await window('handler.eng', `/desk/matters/${number}`)
  await form(handler, '接单')
  await send(handler, '接单')
  const cause = await form(handler, '记录原因')
  await cause.getByLabel('原因与核实经过').fill('外墙防水层开裂，雨水沿窗框渗入卧室。')
  await cause.getByRole('button', { name: '添加责任方' }).click()
  await cause.getByLabel('主办部门').selectOption({ label: '工程技术部' })
  await cause.getByLabel('比例').fill('60')
  await cause.getByRole('button', { name: '记录原因', exact: true }).last().click()
  await expect(cause.getByText('责任比例合计须为 100%。')).toBeVisible()
  await cause.getByRole('button', { name: '添加责任方' }).click()
  await cause.getByLabel('责任方', { exact: true }).last().selectOption({ label: '外单位' })
  await cause.getByLabel('名称').fill('外墙施工单位')
  await expect(cause.getByText('合计 100%')).toBeVisible()
  await send(handler, '记录原因')

  const plan = await form(handler, '提出方案')
  await plan.getByLabel('方式').selectOption({ label: '维修' })
  await plan.getByLabel('做什么、怎么做').fill('重做外墙防水，更换墙纸')
  await expect(plan.getByLabel('金额')).toHaveValue('3000')
  await plan.getByRole('button', { name: '7 天后' }).click()
  await plan.getByLabel('费用由谁承担').selectOption({ label: '公司' })
  await send(handler, '提出方案')
  await status(handler, '方案待批')

  for (const login of ['head.eng', 'head.fin', 'leader1']) await approve(await window(login, '/desk/approvals'), number)

  await expect(owner.getByRole('heading', { name: '方案出来了，请您看看' })).toBeVisible()
  await owner.getByRole('button', { name: '同意方案' }).click()
  const accept = owner.getByRole('dialog', { name: '同意方案' })
  await expect(accept.getByText('¥3,000.00')).toBeVisible()
  await accept.getByRole('button', { name: '确认同意' }).click()
  await expect(owner.getByText('您同意了方案')).toBeVisible()

  const cashier = await window('handler.fin', `/desk/matters/${number}`)
  const pay = await form(cashier, '付款')
  await pay.getByLabel('金额').fill('3000')
  await pay.getByLabel('方式').selectOption({ label: '现金赔付' })
  await pay.getByRole('button', { name: '现在' }).click()
  await pay.getByLabel('凭证号').fill('PZ-2026-0117')
  await send(cashier, '付款', true)
  await expect(cashier.getByText('PZ-2026-0117').first()).toBeVisible()

  await handler.reload()
  await (await form(handler, '完成')).getByLabel('处理结果').fill('防水已重做，淋水试验两小时无渗漏，墙纸已更换。')
  await send(handler, '完成')

  await owner.getByRole('button', { name: '解决了', exact: true }).click()
  const confirm = owner.getByRole('dialog', { name: '确认结果并评价' })
  await pick(confirm, '问题解决了吗？', '都解决了')
  await pick(confirm, '您满意吗？', '很满意')
  await confirm.getByLabel('想说的话').fill('师傅很认真，谢谢。')
  await confirm.getByRole('button', { name: '确认办结' }).click()
  await expect(owner.getByText('师傅很认真，谢谢。').first()).toBeVisible()

  await clerk.reload()
  await (await form(clerk, '总结评价')).getByLabel('总结评价').fill('从受理到付款都在承诺时间内；雨季前应普查同类外墙。')
  await send(clerk, '总结评价')
  // What cannot be undone asks once more, over the form and within reach of the keys.
  await (await form(clerk, '结案')).getByLabel('结案说明').focus()
  await clerk.keyboard.press('Control+Enter')
  await expect(clerk.getByRole('dialog', { name: '确定「结案」？' })).toBeFocused()
  for (const key of ['Tab', 'Tab', 'Enter']) await clerk.keyboard.press(key)
  await status(clerk, '已结案归档')

  await clerk.getByRole('button', { name: '档案', exact: true }).click()
  const [download] = await Promise.all([clerk.waitForEvent('download'), clerk.getByRole('menuitem', { name: '下载可校验档案（JSON）' }).click()])
  const file = info.outputPath('archive.json')
  await download.saveAs(file)
  await run(anju, ['verify-archive', file])

  const altered = info.outputPath('altered.json')
  await writeFile(altered, (await readFile(file, 'utf8')).replaceAll('外墙防水层开裂', '业主自行改动'))
  await expect(run(anju, ['verify-archive', altered])).rejects.toMatchObject({ code: 1 })
})

async function approve(page: Page, number: string): Promise<void> {
  const card = page.getByRole('article', { name: number })
  await card.getByRole('button', { name: '批准', exact: true }).click()
  await card.getByLabel('审批意见').fill('同意。')
  await card.getByRole('button', { name: '确认批准' }).click()
  await expect(card).toBeHidden()
}
