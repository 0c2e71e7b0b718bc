import { computed, reactive, readonly } from 'vue'
import { problemOf, offlineProblem, type Problem } from './api/problem'
import { currentLanguage } from './preferences'
import type { Me } from './api/types'

export type Face = 'owner' | 'desk'

interface Grant {
  accessToken: string
  expiresIn: number
  user: Me
}

/**
 * Who is signed in. The access token lives in memory alone; the refresh cookie
 * (HttpOnly) brings it back after a reload. When the cookie is no longer good,
 * `expired` opens the sign-in sheet over the page and requests under way wait
 * for it, so that nothing typed is lost.
 */
const state = reactive({
  face: 'owner' as Face,
  user: null as Me | null,
  ready: false,
  expired: false,
})

let token: string | null = null
let renewing: Promise<boolean> | null = null
let waiting: ((signedIn: boolean) => void)[] = []

export const session = readonly(state)
export const signedIn = computed(() => state.user !== null)
export const accessToken = () => token

const markKey = () => `anju.${state.face}.signedIn`

/** Called once by each face before it mounts; brings a former session back. */
export async function startSession(face: Face): Promise<void> {
  state.face = face
  if (remembered()) await renew()
  state.ready = true
}

/** One refresh at a time, whoever asks; false when it was refused. Throws when there is no line. */
export function renew(): Promise<boolean> {
  renewing ??= (async () => {
    try {
      const response = await authPost('/auth/refresh')
      if (response.ok) {
        grant((await response.json()) as Grant)
        return true
      }
      if (response.status >= 500) throw offlineProblem()
      token = null
      return false
    } finally {
      renewing = null
    }
  })()
  return renewing
}

/** Opens the sign-in sheet in place; resolves when somebody signed in (true) or gave up (false). */
export function signInAgain(): Promise<boolean> {
  state.expired = true
  return new Promise((resolve) => waiting.push(resolve))
}

export async function signIn(login: string, password: string): Promise<void> {
  grant(await grantFrom(await authPost('/auth/login', { login, password })))
}

export async function activate(code: string, phone: string, password: string): Promise<void> {
  grant(await grantFrom(await authPost('/auth/activate', { code, phone, password })))
}

export async function signOut(): Promise<void> {
  try {
    await authPost('/auth/logout')
  } finally {
    forget()
  }
}

/** The person gave up signing in again: the page goes back to the front door. */
export function forget(): void {
  token = null
  state.user = null
  state.expired = false
  remember(false)
  settle(false)
}

function grant(g: Grant): void {
  const sameFace = g.user.role === 'owner' ? 'owner' : 'desk'
  if (sameFace !== state.face) throw new WrongFace(sameFace)
  const samePerson = state.user === null || state.user.id === g.user.id
  token = g.accessToken
  state.user = g.user
  state.expired = false
  remember(true)
  settle(samePerson) // what waits was pressed by the one before
}

/** A staff account at the owners' door, or the other way round. */
export class WrongFace extends Error {
  constructor(readonly belongs: Face) {
    super('wrong face')
  }
}

function settle(ok: boolean): void {
  const then = waiting
  waiting = []
  for (const resolve of then) resolve(ok)
}

async function grantFrom(response: Response): Promise<Grant> {
  if (response.ok) return (await response.json()) as Grant
  throw await answerProblem(response)
}

async function answerProblem(response: Response): Promise<Problem> {
  return problemOf(response, await response.json().catch(() => null))
}

async function authPost(path: string, body?: unknown): Promise<Response> {
  try {
    return await fetch(`/api/v1${path}`, {
      method: 'POST',
      credentials: 'same-origin',
      headers: {
        'Content-Type': 'application/json',
        'Accept-Language': currentLanguage(),
        'X-Anju-Face': state.face,
        ...(token ? { Authorization: `Bearer ${token}` } : {}),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
  } catch {
    throw offlineProblem()
  }
}

function remembered(): boolean {
  try {
    return localStorage.getItem(markKey()) === '1'
  } catch {
    return true
  }
}

function remember(yes: boolean): void {
  try {
    if (yes) localStorage.setItem(markKey(), '1')
    else localStorage.removeItem(markKey())
  } catch {
    // Without storage the refresh cookie is simply tried at each start.
  }
}
