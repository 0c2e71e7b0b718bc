import { form } from './desk'
import { unique } from './matters'
import { expect, test } from './world'

test('the desk lead words a reply anew, and a clerk begins with it', async ({ window, people, matters }) => {
  const name = unique('车位咨询')
  const lead = await window('lead1', '/desk/templates')
  await lead.getByLabel('用于哪一步').last().selectOption({ label: '答复' })
  await lead.getByLabel('名称', { exact: true }).fill(name)
  await lead.getByLabel('内容', { exact: true }).fill('您好，关于 {姓名} 的车位：')
  await lead.getByRole('button', { name: '保存', exact: true }).click()
  await expect(lead.getByText('没有“{姓名}”这一项')).toBeVisible()
  await lead.getByLabel('内容', { exact: true }).fill('您好，')
  await lead.getByRole('button', { name: '标题', exact: true }).click()
  await lead.getByRole('button', { name: '保存', exact: true }).click()
  await expect(lead.getByRole('heading', { name })).toBeVisible()

  const asked = await matters.reported(await people.household())
  const clerk = await window('desk1', `/desk/matters/${asked.number}`)
  const drawer = await form(clerk, '答复')
  await drawer.getByRole('button', { name, exact: true }).click()
  await expect(drawer.getByLabel('给业主的答复')).toHaveValue(`您好，${asked.title}`)
  await drawer.getByLabel('给业主的答复').fill('您好，请拨打 ____。')
  await drawer.getByRole('button', { name: '答复', exact: true }).last().click()
  await expect(drawer.getByText('请把 ____ 处填好，用不上的删掉。')).toBeVisible()

  const article = lead.getByRole('article').filter({ hasText: name })
  await article.getByRole('button', { name: '停用' }).click()
  await expect(article).toBeHidden()
})
