import { choose, form, goesOut, send, status } from './desk'
import { photo } from './photo'
import { expect, test } from './world'

test('arbitration and a court have their dates and papers, the owner reads where it stands, and a settlement with a plan is approved anew', async ({ window, people, matters }) => {
  const home = await people.household()
  const matter = await matters.proposed(home, 5000) // on the spot: offered at once
  await (await people.as(home.login)).give(matter, 'offer-reject', { reason: '太少' })
  const clerk = await window('desk1', `/desk/matters/${matter.number}`)
  const step = async (way: string, body: string, caseNumber: string) => {
    const next = await form(clerk, '转争议处理')
    await choose(next, '争议处理方式', way)
    await next.getByLabel('情况说明').fill(`业主已申请${way}。`)
    await next.getByLabel('调解、仲裁机构或法院').fill(body)
    await next.getByLabel('案号').fill(caseNumber)
    await next.getByRole('button', { name: '7 天后' }).first().click() // the hearing
    return next
  }
  const arbitration = await step('仲裁', '江城仲裁委员会', '江仲字 118 号')
  await arbitration.getByRole('button', { name: '3 天后' }).last().click() // looked at again
  await arbitration.getByLabel('添加照片').setInputFiles(photo('仲裁通知.png'))
  await expect(arbitration.getByRole('button', { name: '移除 仲裁通知.png' })).toBeVisible()
  await send(clerk, '转争议处理')
  await status(clerk, '争议处理')
  await expect(clerk.getByRole('button', { name: '仲裁通知.png', exact: true })).toBeVisible()
  await expect(clerk.getByText('争议复核').first()).toBeVisible()

  await step('诉讼', '江城区人民法院', '江民初 2231 号')
  await send(clerk, '转争议处理')
  const owner = await window(home.login, `/matters/${matter.id}`)
  await expect(owner.getByText('正在法院审理。')).toBeVisible()
  await expect(owner.getByText('等法院判决，我们按判决办；中间随时可以和解。')).toBeVisible()
  await expect(owner.getByText('案号 江民初 2231 号')).toBeVisible()
  await expect(owner.getByText('仲裁通知.png')).toHaveCount(0)

  const settle = await form(clerk, '和解')
  await settle.getByLabel('和解条款').fill('修复墙面并补偿八百元，业主撤诉。')
  await settle.getByLabel('做什么、怎么做').fill('修复墙面')
  await settle.getByLabel('金额', { exact: true }).fill('800')
  await expect(settle.getByText('分管领导')).toBeVisible()
  await settle.getByRole('button', { name: '7 天后' }).click()
  await send(clerk, '和解')
  await status(clerk, '方案待批', goesOut)
  await owner.reload()
  await expect(owner.getByText('修复墙面并补偿八百元，业主撤诉。').first()).toBeVisible()
})
