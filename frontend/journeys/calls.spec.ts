import { expect, test } from './world'

test('a call that comes in while a form is half full sets it aside, and mixes nothing into it', async ({ window, people }) => {
  const home = await people.household()
  const clerk = await window('desk1', '/desk/intake?phone=13912340001')
  await clerk.getByLabel('发生了什么').fill('厨房漏水，地上都是水。')
  await clerk.goto(`/desk/intake?phone=${home.phone}`)
  await expect(clerk.getByText('另有一份没有登完，已放在一边：')).toBeVisible()
  await expect(clerk.getByRole('button', { name: home.houseLabel, exact: true })).toBeVisible()
  await expect(clerk.getByLabel('发生了什么')).toHaveValue('')
  await clerk.getByRole('button', { name: '换回那一份' }).click()
  await expect(clerk.getByLabel('发生了什么')).toHaveValue('厨房漏水，地上都是水。')
  await expect(clerk.getByLabel('电话选填')).toHaveValue('13912340001')
})

test('danger without a place is asked about, however fast it is sent', async ({ window }) => {
  const clerk = await window('desk2', '/desk/intake')
  await clerk.getByLabel('身份').selectOption({ label: '匿名' })
  await clerk.getByLabel('发生了什么').fill('电梯里困住人了，快来')
  await clerk.keyboard.press('Control+Enter')
  const asks = clerk.getByRole('dialog')
  await expect(asks).toBeVisible()
  await asks.getByRole('button').first().click()
  await expect(clerk.getByLabel('具体地点或部位')).toBeFocused()
})
