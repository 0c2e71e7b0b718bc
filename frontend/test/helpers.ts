import { effectScope } from 'vue'

/** Runs a composable as a component would, and says how to leave it. */
export function within<T>(run: () => T): { value: T; leave: () => void } {
  const scope = effectScope()
  const value = scope.run(run) as T
  return { value, leave: () => scope.stop() }
}

export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  const noBody = status === 204
  return new Response(noBody ? null : JSON.stringify(body), { status, headers: { 'Content-Type': status >= 400 ? 'application/problem+json' : 'application/json', ...headers } })
}
