import { request, type APIRequestContext } from '@playwright/test'

export const password = 'anju-demo-2026'
export type Face = 'owner' | 'desk'

export interface Matter {
  id: string
  number: string
  version: number
  status: string
  title: string
}

/** The contract as one person calls it: for what must be there before a journey begins. */
export class Caller {
  constructor(
    private readonly api: APIRequestContext,
    private readonly token: string,
  ) {}

  get<T>(path: string): Promise<T> {
    return this.send<T>('get', path)
  }

  post<T>(path: string, data: object): Promise<T> {
    return this.send<T>('post', path, data)
  }

  give(matter: Pick<Matter, 'id'>, command: string, data: object = {}): Promise<Matter> {
    return this.post<Matter>(`/complaints/${matter.id}/${command}`, data)
  }

  async upload(file: { name: string; mimeType: string; buffer: Buffer }, path = '/attachments'): Promise<string> {
    const answer = await this.api.post(`/api/v1${path}`, { headers: { Authorization: `Bearer ${this.token}` }, multipart: { file } })
    if (!answer.ok()) throw new Error(`upload: ${answer.status()} ${await answer.text()}`)
    return ((await answer.json()) as { id: string }).id
  }

  private async send<T>(method: 'get' | 'post', path: string, data?: object): Promise<T> {
    const answer = await this.api[method](`/api/v1${path}`, { headers: { Authorization: `Bearer ${this.token}` }, data })
    if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`)
    return (await answer.json()) as T
  }
}

export interface Household {
  login: string
  name: string
  phone: string
  ownerId: string
  houseId: string
  houseLabel: string
}

const keepTokenFor = 10 * 60_000

/** Everybody that journeys need: the demo's staff, and households of their own, so that no test meets what another did. */
export class People {
  private readonly known = new Map<string, { caller: Caller; at: number }>()

  constructor(
    private readonly baseURL: string,
    private readonly api: APIRequestContext,
  ) {}

  static async meet(baseURL: string): Promise<People> {
    return new People(baseURL, await request.newContext({ baseURL }))
  }

  leave(): Promise<void> {
    return this.api.dispose()
  }

  async as(login: string): Promise<Caller> {
    const known = this.known.get(login)
    if (known && Date.now() - known.at < keepTokenFor) return known.caller
    const answer = await this.api.post('/api/v1/auth/login', { data: { login, password } })
    if (!answer.ok()) throw new Error(`${login}: ${answer.status()} ${await answer.text()}`)
    const { accessToken } = (await answer.json()) as { accessToken: string }
    const caller = new Caller(this.api, accessToken)
    this.known.set(login, { caller, at: Date.now() })
    return caller
  }

  /** A new house, its owner, and the owner's account opened with the invitation. */
  async household(): Promise<Household> {
    const [admin, desk] = [await this.as('admin'), await this.as('desk1')]
    const { items } = await desk.get<{ items: { id: string; name: string }[] }>('/communities?limit=100')
    const community = items.find((c) => c.name === '香樟苑') ?? items[0]
    const digits = () => String(Math.floor(Math.random() * 1e8)).padStart(8, '0')
    const house = await admin.post<{ id: string; label: string }>('/houses', { communityId: community?.id, building: '60', unit: '1', room: digits() })
    const phone = `137${digits()}`
    const name = `苏${[...digits().slice(0, 2)].map((d) => '安宁知行若水清和明远'[Number(d)]).join('')}`
    const owner = await desk.post<{ id: string }>('/owners', { name, phone, houses: [{ houseId: house.id }] })
    const { code } = await desk.post<{ code: string }>(`/owners/${owner.id}/invitation`, {})
    const opened = await this.api.post('/api/v1/auth/activate', { headers: { 'X-Anju-Face': 'owner' }, data: { code, phone, password } })
    if (!opened.ok()) throw new Error(`activate: ${opened.status()} ${await opened.text()}`)
    return { login: phone, name, phone, ownerId: owner.id, houseId: house.id, houseLabel: house.label }
  }

  /**
   * What a browser holds after signing in. A sign-in of its own for each window:
   * refresh cookies rotate, and two windows with one cookie would end both.
   */
  async pass(login: string, face: Face) {
    const door = await request.newContext({ baseURL: this.baseURL })
    const answer = await door.post('/api/v1/auth/login', { headers: { 'X-Anju-Face': face }, data: { login, password } })
    if (!answer.ok()) throw new Error(`${login}: ${answer.status()} ${await answer.text()}`)
    const { cookies } = await door.storageState()
    await door.dispose()
    return { cookies, origins: [{ origin: this.baseURL, localStorage: [{ name: `anju.${face}.signedIn`, value: '1' }] }] }
  }
}
