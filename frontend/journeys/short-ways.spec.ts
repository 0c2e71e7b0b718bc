import { choose, form, pick, send, status } from './desk'
import { unique } from './matters'
import { photo } from './photo'
import { expect, test } from './world'

/** What speaks to the owner is kept back for 15 seconds, and the sender looks every few. */
const goesOut = { timeout: 45_000 }

test('a repair needs no judging, plan or approval', async ({ window, people, matters }) => {
  const home = await people.household()
  const matter = await matters.reported(home, { nature: 'repair', title: unique('卫生间水管漏水'), text: '卫生间水管接头漏水，地上有积水。' })
  const clerk = await window('desk1', `/desk/matters/${matter.number}`)
  await (await form(clerk, '派单')).getByLabel('主办部门').selectOption({ label: '工程技术部' })
  await send(clerk, '派单')

  const handler = await window('handler.eng', '/desk')
  await handler.getByRole('searchbox', { name: /编号、姓名/ }).fill(matter.number)
  await handler.keyboard.press('Enter')
  await handler.getByRole('link', { name: matter.number }).click()
  await form(handler, '接单')
  await send(handler, '接单')
  await form(handler, '开始处理')
  await send(handler, '开始处理')
  const done = await form(handler, '完成')
  await choose(done, '解决到什么程度', '已解决')
  await done.getByLabel('处理结果').fill('更换了接头，试压正常。')
  await done.getByRole('button', { name: '完成', exact: true }).last().click()
  await expect(done.getByText('报修完工须附修后照片或业主签名。')).toBeVisible()
  await done.getByLabel('添加照片').setInputFiles(photo('修后.png'))
  await expect(done.getByRole('button', { name: '移除 修后.png' })).toBeVisible()
  await send(handler, '完成')
  await status(handler, '待回访确认', goesOut)

  const owner = await window(home.login, `/matters/${matter.id}`)
  await owner.getByRole('button', { name: '解决了', exact: true }).click()
  const confirm = owner.getByRole('dialog', { name: '确认结果并评价' })
  await pick(confirm, '问题解决了吗？', '都解决了')
  await pick(confirm, '您满意吗？', '满意')
  await confirm.getByRole('button', { name: '确认办结' }).click()
  await expect(owner.getByText('已办结', { exact: true })).toBeVisible()
})

test('a question that comes by phone is answered and closed on the spot', async ({ window, people }) => {
  const home = await people.household()
  const clerk = await window('desk1', `/desk/intake?phone=${home.phone}`)
  await expect(clerk.getByRole('button', { name: home.houseLabel, exact: true })).toBeVisible()
  await clerk.getByLabel('发生了什么').fill(unique('问装修押金什么时候退。'))
  await clerk.getByLabel('类别').selectOption({ label: '押金退还' })
  await clerk.getByLabel('性质').selectOption({ label: '咨询' })
  await clerk.getByRole('button', { name: '保存登记' }).click()
  await expect(clerk.getByText('已登记，请把编号告诉业主')).toBeVisible()
  await clerk.getByRole('button', { name: '答复', exact: true }).click()

  const answer = clerk.getByRole('dialog', { name: '答复', exact: true })
  await expect(answer.getByLabel('答复后直接结案')).toBeChecked()
  await answer.getByLabel('给业主的答复').fill('验收合格后 30 天内原路退还，凭收据到客服中心办理。')
  await send(clerk, '答复')
  await expect(clerk.getByRole('button', { name: '收回' })).toBeVisible()
  await status(clerk, '已结案归档', goesOut)
  await expect(clerk.getByText('验收合格后 30 天内原路退还，凭收据到客服中心办理。').first()).toBeVisible()
})

test('what is not ours is referred, with whom to reach and how', async ({ window, people, matters }) => {
  const home = await people.household()
  const matter = await matters.reported(home, { nature: 'inquiry', title: unique('小区门口市政路灯不亮'), text: '小区门口马路上的路灯三天不亮了。', categoryHint: 'public_facility' })
  const clerk = await window('desk1', `/desk/matters/${matter.number}`)
  const refer = await form(clerk, '转介')
  await refer.getByLabel('转给谁').fill('市政路灯管理所 12319')
  await refer.getByRole('button', { name: '转介说明' }).click()
  await refer.getByLabel('给业主的答复').fill('这盏路灯由市政路灯管理所负责，电话 12319，我们已代为报修。')
  await send(clerk, '转介')
  await status(clerk, '已结案归档', goesOut)

  const owner = await window(home.login, `/matters/${matter.id}`)
  await expect(owner.getByText('已转介', { exact: true })).toBeVisible()
  await expect(owner.getByText('这盏路灯由市政路灯管理所负责，电话 12319，我们已代为报修。').first()).toBeVisible()
})

test('what goes to the owner can be taken back for 15 seconds', async ({ window, people, matters }) => {
  const home = await people.household()
  const matter = await matters.accepted(home)
  const clerk = await window('desk1', `/desk/matters/${matter.number}`)
  const progress = await form(clerk, '告知进展')
  await progress.getByLabel('进展', { exact: true }).fill('师傅明天上午九点到，请留人在家。')
  await expect(progress.getByText('发出前有 15 秒可以收回')).toBeVisible()
  await send(clerk, '告知进展')
  await clerk.getByRole('button', { name: '收回' }).click()
  await expect(clerk.getByText('已收回，没有发出。')).toBeVisible()
  await expect(clerk.getByRole('dialog', { name: '告知进展', exact: true }).getByLabel('进展', { exact: true })).toHaveValue('师傅明天上午九点到，请留人在家。')

  const owner = await window(home.login, `/matters/${matter.id}`)
  await expect(owner.getByRole('heading', { name: '进展记录' })).toBeVisible()
  await expect(owner.getByText('部门接手了')).toBeVisible()
  await expect(owner.getByText('师傅明天上午九点到')).toHaveCount(0)
})
