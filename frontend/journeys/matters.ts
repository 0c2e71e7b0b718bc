import { photo } from './photo'
import type { Household, Matter, People } from './people'

const day = 24 * 3600_000
let count = 0
/** Words that no other matter has, to find it again by. */
export const unique = (words: string) => `${words}${Date.now().toString(36)}${(count++).toString(36)}${Math.floor(Math.random() * 1296).toString(36)}`

/** Brings matters to where a journey begins, through the contract. */
export class Matters {
  constructor(private readonly people: People) {}

  async reported(home: Household, more: object = {}): Promise<Matter> {
    const owner = await this.people.as(home.login)
    return owner.post<Matter>('/complaints', {
      houseId: home.houseId,
      title: unique('书房外墙渗水'),
      text: '连着下雨后书房外墙渗水，墙纸起泡，地板也翘了。',
      nature: 'complaint',
      categoryHint: 'drainage_leak',
      ...more,
    })
  }

  /** With the engineering department, which has accepted it. */
  async accepted(home: Household, more: object = {}): Promise<Matter> {
    const desk = await this.people.as('desk1')
    const matter = await this.reported(home, more)
    await desk.give(matter, 'judge', { groundsSufficient: true, demandReasonable: true, reason: '现场照片清楚，时间与报修记录一致。' })
    await desk.give(matter, 'classify', { category: 'drainage_leak' })
    await desk.give(matter, 'dispatch', { department: 'engineering' })
    return (await this.people.as('handler.eng')).give(matter, 'accept')
  }

  async proposed(home: Household, amountFen: number): Promise<Matter> {
    const matter = await this.accepted(home, { demand: { kind: 'compensation', amountFen } })
    const handler = await this.people.as('handler.eng')
    await handler.give(matter, 'investigate', { cause: '外墙防水层老化开裂，雨水沿窗框渗入。', shares: [{ party: 'department', department: 'engineering', percent: 100 }] })
    return handler.give(matter, 'propose', {
      measures: [{ kind: 'repair', note: '重做外墙防水并修复墙面' }],
      amountFen,
      dueAt: new Date(Date.now() + 7 * day).toISOString(),
      handler: '赵建国',
    })
  }

  /** Done by the department; the owner has not said yet whether it is. */
  async resolved(home: Household): Promise<Matter> {
    const desk = await this.people.as('desk1')
    const handler = await this.people.as('handler.eng')
    const matter = await this.reported(home, { nature: 'repair', title: unique('厨房水龙头滴水'), text: '厨房水龙头关不紧，一直滴水。' })
    await desk.give(matter, 'dispatch', { department: 'engineering' })
    await handler.give(matter, 'accept')
    await handler.give(matter, 'start')
    return handler.give(matter, 'complete', { result: '更换了阀芯，试水不再滴漏。', attachmentIds: [await handler.upload(photo('修后.png'))] })
  }
}
