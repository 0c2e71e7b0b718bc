/**
 * Keys for POSTs. One press has one key until the server has given a definite
 * answer, also across a lost line, a reload and signing in again; so a retry can
 * never do the thing twice. The same words sent again later get a new key.
 */
const storageKey = 'anju.unanswered'
const keepFor = 24 * 3600_000

type Unanswered = Record<string, { key: string; at: number }>

function read(): Unanswered {
  try {
    const all = JSON.parse(localStorage.getItem(storageKey) ?? '{}') as Unanswered
    const fresh = Object.entries(all).filter(([, v]) => Date.now() - v.at < keepFor)
    return Object.fromEntries(fresh)
  } catch {
    return {}
  }
}

function write(all: Unanswered): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify(all))
  } catch {
    // A full or forbidden storage costs the memory across reloads, nothing else.
  }
}

let pending: Unanswered = read()

export function keyFor(press: string): string {
  const id = fingerprint(press)
  const known = pending[id]
  if (known && Date.now() - known.at < keepFor) return known.key
  const key = randomKey()
  pending = { ...read(), [id]: { key, at: Date.now() } }
  write(pending)
  return key
}

export function answered(press: string): void {
  const rest = { ...read() }
  delete rest[fingerprint(press)]
  pending = rest
  write(rest)
}

/** crypto.randomUUID exists only on https; portals in a local network may be on http. */
export function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('')
}

/** 53 bits of hash: what is typed never lies in the storage in clear. */
function fingerprint(text: string): string {
  let a = 0xdeadbeef
  let b = 0x41c6ce57
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    a = Math.imul(a ^ c, 2654435761)
    b = Math.imul(b ^ c, 1597334677)
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909)
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36)
}
