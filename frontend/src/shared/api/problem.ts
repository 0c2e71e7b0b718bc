/** What the server (or the line to it) answered instead of the thing asked for. */
export class Problem extends Error {
  readonly status: number
  readonly code: string
  readonly fields: Record<string, string>
  readonly allowed: string[]
  readonly current?: number
  readonly retryAfter?: number

  constructor(init: {
    status: number
    code: string
    message: string
    fields?: Record<string, string>
    allowed?: string[]
    current?: number
    retryAfter?: number
  }) {
    super(init.message)
    this.name = 'Problem'
    this.status = init.status
    this.code = init.code
    this.fields = init.fields ?? {}
    this.allowed = init.allowed ?? []
    this.current = init.current
    this.retryAfter = init.retryAfter
  }

  /** The request never got an answer: no line, or the server is away. */
  get offline(): boolean {
    return this.status === 0
  }
}

interface ProblemBody {
  title?: string
  detail?: string
  code?: string
  errors?: { field?: string; message?: string }[]
  allowed?: string[]
  currentVersion?: number
}

export function problemOf(response: Response, body: unknown): Problem {
  const b: ProblemBody = typeof body === 'object' && body !== null ? (body as ProblemBody) : {}
  const fields: Record<string, string> = {}
  for (const e of b.errors ?? []) {
    if (e.field && !(e.field in fields)) fields[e.field] = e.message ?? ''
  }
  const wait = Number(response.headers.get('Retry-After'))
  return new Problem({
    status: response.status,
    code: b.code ?? `http_${response.status}`,
    message: b.detail ?? b.title ?? '',
    fields,
    allowed: b.allowed,
    current: b.currentVersion,
    retryAfter: wait > 0 ? wait : undefined,
  })
}

export function offlineProblem(): Problem {
  return new Problem({ status: 0, code: 'offline', message: '' })
}

export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  return new Problem({ status: -1, code: 'unexpected', message: error instanceof Error ? error.message : String(error) })
}
