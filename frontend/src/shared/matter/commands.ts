import { useMutation, useQueryClient } from '@tanstack/vue-query'
import { api, call, ifMatch } from '../api/client'
import { asProblem } from '../api/problem'
import type { Command, CommandBody, Matter } from '../api/types'
import { keys } from '../query'

export interface Order<C extends Command> {
  command: C
  body: CommandBody<C>
  /** Sent as If-Match where the decision hangs on what was read. */
  version?: number
}

/** Gives one command on a matter; answers the matter as it is then, or `{heldId}` when it is held back. */
export async function give<C extends Command>(id: string, order: Order<C>): Promise<Matter> {
  const path = `/complaints/{id}/${order.command}` as '/complaints/{id}/comment'
  const init = { params: { path: { id }, header: ifMatch(order.version) }, body: order.body as CommandBody<'comment'> }
  return (await call(api.POST(path, init))) as Matter
}

/**
 * The same as a mutation of a page: what it answers is shown at once, lists and
 * timeline follow; a stale or refused press fetches what is true now.
 */
export function useCommand(id: () => string) {
  const queries = useQueryClient()
  const refresh = () => {
    void queries.invalidateQueries({ queryKey: keys.matter(id()) })
    void queries.invalidateQueries({ queryKey: keys.allMatters })
  }
  return useMutation({
    mutationFn: <C extends Command>(order: Order<C>) => give(id(), order),
    onSuccess: (matter) => {
      if (matter && 'number' in matter) queries.setQueryData(keys.matter(id()), matter)
      refresh()
    },
    onError: (error) => {
      if ([409, 412].includes(asProblem(error).status)) refresh()
    },
  })
}
