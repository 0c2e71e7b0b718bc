import { expect, test } from './world'

test('an admin writes the warranty of the common parts, and a slip of the pen is refused at its line', async ({ window, people }) => {
  const admin = await people.as('admin')
  const made = await admin.post<{ id: string; name: string }>('/communities', { name: `云栖里${Date.now().toString(36)}` })
  await admin.post('/houses', { communityId: made.id, building: '3', unit: '1', room: '101' })
  const page = await window('admin', '/desk/estate')
  await page.getByRole('button', { name: made.name }).click()
  await page.getByRole('button', { name: '添加保修部位' }).click()
  await page.getByPlaceholder('全小区').fill('9')
  await page.getByLabel('部位', { exact: true }).selectOption({ label: '防水' })
  await page.getByLabel('最后一天').fill('2031-05-01')
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await expect(page.getByText('这个小区没有 9 栋的房屋。')).toBeVisible()
  await page.getByPlaceholder('全小区').fill('3栋')
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await expect(page.getByPlaceholder('全小区')).toHaveValue('3')
  await expect(page.getByText('在保', { exact: true })).toBeVisible()
})

test('a list is taken away as a workbook and as CSV', async ({ window }) => {
  const page = await window('desk1', '/desk/queue?all=true')
  const take = page.getByRole('group', { name: '导出', exact: true })
  for (const [button, ending] of [['导出', '.xlsx'], ['导出 CSV', '.csv']] as const) {
    const [file] = await Promise.all([page.waitForEvent('download'), take.getByRole('button', { name: button, exact: true }).click()])
    expect(file.suggestedFilename()).toMatch(new RegExp(`^事项列表-.*\\${ending}$`))
  }
})
