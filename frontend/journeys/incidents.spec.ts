import { choose, form, send, status } from './desk'
import { unique } from './matters'
import { photo } from './photo'
import { expect, test } from './world'

test('a major incident has its task force, briefings and one approved sentence, which the desk reads at the next call', async ({ window, people, matters }) => {
  const home = await people.household()
  const matter = await matters.accepted(home, { title: unique('装修砸穿楼板') })
  const leader = await window('leader1', `/desk/matters/${matter.number}`)
  await (await form(leader, '认定重大事件')).getByRole('textbox').fill('有人受伤，媒体在现场。')
  await send(leader, '认定重大事件')

  const clerk = await window('desk1', `/desk/matters/${matter.number}`)
  const force = await form(clerk, '成立专项小组')
  await expect(force.getByLabel('同事').getByRole('option', { name: /审计|管理员/ })).toHaveCount(0)
  await force.getByLabel('同事').selectOption({ label: '王德胜 · 部门主管 · 工程技术部' })
  await force.getByLabel('建议的统一口径').fill('楼板已临时支护，住户已安置。')
  await send(clerk, '成立专项小组')
  await (await form(clerk, '记录决定')).getByLabel('决定').fill('封闭作业面，连夜加固。')
  await send(clerk, '记录决定')
  const brief = await form(clerk, '报送快报')
  await brief.getByLabel('目前情况').fill('一人轻伤，已送医。')
  await brief.getByLabel('伤亡人数').fill('1')
  await brief.getByLabel('措施').fill('支护、安置、报备。')
  await brief.getByRole('button', { name: '2 小时后' }).click()
  await send(clerk, '报送快报')

  await leader.reload()
  await expect((await form(leader, '批准统一口径')).getByRole('textbox')).toHaveValue('楼板已临时支护，住户已安置。')
  await send(leader, '批准统一口径')
  const other = await window('desk2', `/desk/intake?phone=${home.phone}`)
  await expect(other.getByText('楼板已临时支护，住户已安置。').first()).toBeVisible()

  await (await form(leader, '解除重大事件')).getByRole('textbox').fill('加固完成。')
  await send(leader, '解除重大事件', true)
  await expect(leader.getByText('封闭作业面，连夜加固。').first()).toBeVisible()
  await expect(leader.getByText('加固完成。').first()).toBeVisible()
})

test('a dispute goes from talks to mediation with its papers, and the owner reads which', async ({ window, people, matters }) => {
  const home = await people.household()
  const matter = await matters.proposed(home, 5000) // on the spot: offered at once
  await (await people.as(home.login)).give(matter, 'offer-reject', { reason: '太少' })
  const clerk = await window('desk1', `/desk/matters/${matter.number}`)
  const talks = await form(clerk, '转争议处理')
  await choose(talks, '争议处理方式', '协商')
  await talks.getByLabel('情况说明').fill('三方约谈。')
  await send(clerk, '转争议处理')
  await status(clerk, '争议处理')
  const mediation = await form(clerk, '转争议处理')
  await choose(mediation, '争议处理方式', '调解')
  await mediation.getByLabel('情况说明').fill('街道调解委员会受理。')
  await mediation.getByLabel('调解、仲裁机构或法院').fill('香樟街道人民调解委员会')
  await mediation.getByLabel('案号').fill('（2026）调字 18 号')
  await mediation.getByLabel('添加照片').setInputFiles(photo('受理通知.png'))
  await expect(mediation.getByRole('button', { name: '移除 受理通知.png' })).toBeVisible()
  await send(clerk, '转争议处理')
  await expect(clerk.getByRole('button', { name: '受理通知.png', exact: true })).toBeVisible()

  const owner = await window(home.login, `/matters/${matter.id}`)
  await expect(owner.getByText('进入调解', { exact: true })).toBeVisible()
  await expect(owner.getByText('香樟街道人民调解委员会').first()).toBeVisible()

  await (await form(clerk, '和解')).getByLabel('和解条款').fill('楼上业主修复楼板，双方签字。')
  await clerk.getByRole('dialog', { name: '和解', exact: true }).getByRole('checkbox').first().check()
  await send(clerk, '和解', true)
})
