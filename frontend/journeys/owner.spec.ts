import { pick } from './desk'
import { unique } from './matters'
import { password } from './people'
import { photo } from './photo'
import { expect, test } from './world'

test('an owner signs in, reports in three steps with a photo, and follows the matter', async ({ window }) => {
  const page = await window(null, '/')
  await page.getByRole('button', { name: /owner1/ }).click()
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.getByRole('link', { name: /我要报事/ }).click()

  const title = unique('厨房天花板漏水')
  await pick(page, '这是一件什么事？', '投诉')
  await page.getByLabel('一句话说清楚').fill(title)
  await page.getByLabel('详细情况').fill('楼上漏水到厨房天花板，水一直滴，地上积水了。')
  await page.getByRole('button', { name: '下一步' }).click()

  await page.getByLabel('添加照片').setInputFiles(photo())
  await expect(page.getByRole('button', { name: '移除 现场.png' })).toBeVisible()
  await pick(page, '您希望我们怎么做？', '赔偿')
  await page.getByLabel('金额（元）').fill('三千')
  await page.getByRole('button', { name: '下一步' }).click()
  await expect(page.getByText('请写成数字，例如 350 或 350.50')).toBeVisible()
  await page.getByLabel('金额（元）').fill('3000')
  await page.getByRole('button', { name: '下一步' }).click()

  await expect(page.getByText(title)).toBeVisible()
  await expect(page.getByText('¥3,000.00')).toBeVisible()
  await page.getByRole('button', { name: '发送', exact: true }).click()

  await expect(page.getByRole('heading', { name: '我们收到了' })).toBeVisible()
  await expect(page.getByText(/^TS-\d{8}-\d{4}$/)).toBeVisible()
  await expect(page.getByRole('heading', { name: '我们的理解' })).toBeVisible()
  await expect(page.getByText('排水与漏水')).toBeVisible()
  await page.getByRole('link', { name: '查看进展' }).click()

  await expect(page.getByRole('heading', { name: title })).toBeVisible()
  await expect(page.getByRole('list', { name: /进度：第 1 步/ })).toBeVisible()
  await expect(page.getByText('现在由谁负责')).toBeVisible()
  await expect(page.getByText('我们收到了')).toBeVisible()
  await expect(page.getByRole('button', { name: '打开附件 现场.png' }).getByRole('img')).toBeVisible()
})

test('what was typed survives a reload and a session that ended', async ({ window, people }) => {
  const home = await people.household()
  const page = await window(home.login, '/report')
  const title = unique('楼道灯不亮')
  await page.getByLabel('一句话说清楚').fill(title)
  await pick(page, '这是一件什么事？', '报修')
  await page.reload()
  await expect(page.getByText('已恢复您上次没写完的内容。')).toBeVisible()
  await expect(page.getByLabel('一句话说清楚')).toHaveValue(title)
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByRole('button', { name: '下一步' }).click()

  // As when the phone lay in a pocket over night: the token has run out and the cookie is gone.
  await page.context().clearCookies()
  await page.route('**/api/v1/complaints', (route) => route.continue({ headers: { ...route.request().headers(), authorization: 'Bearer gone' } }), { times: 1 })
  await page.getByRole('button', { name: '发送', exact: true }).click()
  const again = page.getByRole('dialog', { name: '登录已过期' })
  await again.getByLabel('密码', { exact: true }).fill(password)
  await again.getByRole('button', { name: '登录', exact: true }).click()
  await expect(page.getByRole('heading', { name: '我们收到了' })).toBeVisible()
  await expect(page.getByText(title)).toBeVisible()
})

test('an owner urges once a day, and withdraws', async ({ window, people, matters }) => {
  const home = await people.household()
  const matter = await matters.reported(home)
  const page = await window(home.login, `/matters/${matter.id}`)
  await page.getByRole('button', { name: '催一催' }).click()
  const urge = page.getByRole('dialog', { name: '催一催' })
  await urge.getByLabel('想说的话').fill('墙皮开始往下掉了，请快一点。')
  await urge.getByRole('button', { name: '催一催' }).click()
  await expect(urge).toBeHidden()
  await expect(page.getByText('您催了一次')).toBeVisible()

  await page.getByRole('button', { name: '撤回这件事' }).click()
  const withdraw = page.getByRole('dialog', { name: '撤回这件事' })
  await withdraw.getByRole('button', { name: '确认撤回' }).click()
  await expect(withdraw.getByText('这里需要填写')).toBeVisible() // an urge speaks for itself, a withdrawal does not
  await withdraw.getByLabel('撤回的原因').fill('邻居已经自己处理好了。')
  await withdraw.getByRole('button', { name: '确认撤回' }).click()
  await expect(page.getByText('邻居已经自己处理好了。')).toBeVisible()
  await expect(page.getByRole('button', { name: '撤回这件事' })).toBeHidden()
})

test('an owner says that it is not fixed', async ({ window, people, matters }) => {
  const home = await people.household()
  const matter = await matters.resolved(home)
  const page = await window(home.login, `/matters/${matter.id}`)
  await page.getByRole('button', { name: '还没解决' }).click()
  const decline = page.getByRole('dialog', { name: '还没解决' })
  await decline.getByLabel('哪里还没解决').fill('晚上又开始滴水了。')
  await decline.getByRole('button', { name: '发送' }).click()
  await expect(page.getByText('正在处理', { exact: true })).toBeVisible()
  await expect(page.getByText('您说还没解决')).toBeVisible()
})

test('who confirms with words that say otherwise is asked once more', async ({ window, people, matters }) => {
  const home = await people.household()
  const matter = await matters.resolved(home)
  const page = await window(home.login, `/matters/${matter.id}`)
  await page.getByRole('button', { name: '解决了', exact: true }).click()
  const confirm = page.getByRole('dialog', { name: '确认结果并评价' })
  await pick(confirm, '问题解决了吗？', '都解决了')
  await pick(confirm, '您满意吗？', '一般')
  await confirm.getByLabel('想说的话').fill('还是漏水，没有修好。')
  await confirm.getByRole('button', { name: '确认办结' }).click()
  const again = page.getByRole('dialog', { name: '再问您一次' })
  await expect(again.getByText('还是漏水，没有修好。')).toBeVisible()
  await again.getByRole('button', { name: '还没解决，请接着办' }).click()
  const decline = page.getByRole('dialog', { name: '还没解决' })
  await expect(decline.getByLabel('哪里还没解决')).toHaveValue('还是漏水，没有修好。')
  await decline.getByRole('button', { name: '发送' }).click()
  await expect(page.getByText('您说还没解决')).toBeVisible()
})
