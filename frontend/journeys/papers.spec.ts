import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { unique } from './matters'
import { expect, test } from './world'

const anju = process.env.ANJU_BIN ?? resolve('../bin/anju')
const run = promisify(execFile)

test('what is confidential prints without name, telephone and room, for the desk as for the department', async ({ window, people }) => {
  const home = await people.household()
  const desk = await people.as('desk1')
  const matter = await desk.post<{ id: string; number: string }>('/complaints', {
    channel: 'phone', nature: 'complaint', confidential: true, ownerId: home.ownerId, houseId: home.houseId, subject: { kind: 'neighbour' },
    reporter: { kind: 'owner', name: home.name, phone: home.phone }, title: unique('邻居半夜敲墙'), text: '楼上邻居半夜敲墙，请保密。',
  })
  await desk.give(matter, 'judge', { groundsSufficient: true, demandReasonable: true, reason: '夜间到场听到。' })
  await desk.give(matter, 'classify', { category: 'noise_neighbour' })
  await desk.give(matter, 'dispatch', { department: 'service' })
  const room = home.houseLabel.split('-').at(-1) ?? ''
  for (const who of ['desk1', 'head.svc']) {
    const page = await window(who, `/desk/matters/${matter.number}`)
    for (const form of ['客户诉求（投诉）受理登记表', '派工单']) {
      await page.getByRole('button', { name: '单据' }).click()
      const [paper] = await Promise.all([page.context().waitForEvent('page'), page.getByRole('button', { name: form, exact: true }).click()])
      await expect(paper.getByText('（保密）').first()).toBeVisible()
      for (const secret of [home.name, home.phone, room]) await expect(paper.getByText(secret), `${form}: ${secret}`).toHaveCount(0)
      await paper.close()
      await page.getByRole('heading', { level: 1 }).click()
    }
  }
})

test('the archive of a matter prints as one bundle and is kept as one file, which shows whether it was altered', async ({ window, people, matters }, info) => {
  const home = await people.household()
  const matter = await matters.resolved(home)
  await (await people.as(home.login)).give(matter, 'confirm', { rating: 5, comment: '修得很好。' })
  const clerk = await window('desk1', `/desk/matters/${matter.number}`)
  await expect(clerk.getByText(/完整 · \d+ 条记录/)).toBeVisible()
  await clerk.getByRole('button', { name: '档案', exact: true }).click()
  const [bundle] = await Promise.all([clerk.context().waitForEvent('page'), clerk.getByRole('menuitem', { name: '打印服务档案' }).click()])
  await expect(bundle.getByText('更换了阀芯，试水不再滴漏。').first()).toBeVisible()
  await expect(bundle.getByText('修得很好。').first()).toBeVisible()

  await clerk.getByRole('button', { name: '档案', exact: true }).click()
  const [download] = await Promise.all([clerk.waitForEvent('download'), clerk.getByRole('menuitem', { name: '下载整卷（ZIP）' }).click()])
  const file = info.outputPath('archive.zip')
  await download.saveAs(file)
  await run(anju, ['verify-archive', file])
  const bytes = await readFile(file)
  const altered = info.outputPath('altered.zip')
  const at = bytes.length >> 1 // somewhere in what it holds
  bytes[at] = (bytes[at] ?? 0) ^ 0xff
  await writeFile(altered, bytes)
  await expect(run(anju, ['verify-archive', altered])).rejects.toMatchObject({ code: 1 })
})
