import { choose } from './desk'
import { unique } from './matters'
import { expect, test } from './world'

test('a wrong form shows what is wrong at the fields and keeps what was typed', async ({ window }) => {
  const clerk = await window('desk1', '/desk/intake')
  await choose(clerk, '从哪里来', '转办')
  await clerk.getByLabel('金额（元）').fill('很多')
  await clerk.getByLabel('发生了什么').fill('热线转来：住户反映电梯常停。')
  await clerk.getByRole('button', { name: '保存登记' }).click()
  const name = clerk.getByRole('textbox', { name: /^姓名/ })
  for (const field of [name, clerk.getByLabel('转办单位'), clerk.getByLabel('金额（元）')]) await expect(field).toHaveAttribute('aria-invalid', 'true')
  await expect(clerk.getByText('请填金额，最多两位小数。')).toBeVisible()
  await expect(clerk.getByLabel('发生了什么')).toHaveValue('热线转来：住户反映电梯常停。')

  // What only the server knows comes to its field as well.
  await name.fill('秦知夏')
  await clerk.getByLabel('转办单位').fill('12345 热线')
  await clerk.getByLabel('金额（元）').fill('120')
  await clerk.getByLabel('最晚什么时候').fill('2020-01-01T09:00')
  await clerk.getByRole('button', { name: '保存登记' }).click()
  await expect(clerk.getByLabel('最晚什么时候')).toHaveAttribute('aria-invalid', 'true')
  await expect(clerk.getByLabel('转办单位')).toHaveValue('12345 热线')
  await clerk.reload()
  await expect(clerk.getByLabel('发生了什么')).toHaveValue('热线转来：住户反映电梯常停。')
  await clerk.getByRole('button', { name: '重新开始' }).click()
  await expect(clerk.getByLabel('发生了什么')).toHaveValue('')
})

test('a phone number brings up the owner, the house and what is open; a call about it is an urge', async ({ window, people, matters }) => {
  const home = await people.household()
  const matter = await matters.reported(home)
  const clerk = await window('desk1', '/desk/intake')
  await clerk.getByRole('combobox', { name: '电话、姓名或房号' }).fill(home.phone)
  await expect(clerk.getByRole('heading', { name: '有 1 件正在办理' })).toBeVisible()
  await expect(clerk.getByText(matter.title)).toBeVisible()
  await expect(clerk.getByRole('button', { name: home.houseLabel, exact: true })).toHaveAttribute('aria-pressed', 'true')
  await clerk.getByLabel('发生了什么').fill('又来电催，问什么时候有人看。')
  await clerk.getByRole('button', { name: '催办', exact: true }).click()
  await clerk.getByRole('button', { name: '催办', exact: true }).click()
  await expect(clerk.getByText(`已在 ${matter.number} 上记一次催办。`)).toBeVisible()
})

test('a call is registered from the keyboard alone', async ({ window, people }) => {
  const home = await people.household()
  const clerk = await window('desk1', '/desk')
  await expect(clerk.getByRole('heading', { name: '办理台' })).toBeVisible()
  const keys = clerk.keyboard
  await keys.press('n')
  await expect(clerk.getByRole('combobox', { name: '电话、姓名或房号' })).toBeFocused()
  await keys.type(home.phone)
  const text = clerk.getByLabel('发生了什么')
  await expect(text).toBeFocused()
  await keys.type(unique('电梯里有异响，到三楼会抖一下'))
  await expect(clerk.getByText('看起来是').or(clerk.getByText('可能是'))).toBeVisible()
  await keys.press('Alt+Enter')
  await expect(clerk.getByText('已采用')).toBeVisible()
  await keys.press('Control+Enter')
  await expect(clerk.getByText('已登记，请把编号告诉业主')).toBeVisible()
  await expect(clerk.getByText(/^TS-\d{8}-\d{4}$/)).toBeVisible()

  // The next step has the focus, and the form of it opens on its page.
  await keys.press('Enter')
  await expect(clerk.getByRole('toolbar', { name: '可以进行的操作' })).toBeVisible()
  await expect(clerk.getByRole('dialog')).toBeVisible()
  await keys.press('Escape')
  await expect(clerk.getByRole('dialog')).toBeHidden()
})
