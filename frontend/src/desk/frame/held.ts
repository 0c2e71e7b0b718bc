import { reactive } from 'vue'
import { api, call } from '@/shared/api/client'
import type { Command } from '@/shared/api/types'
import { keys, queryClient } from '@/shared/query'

/** A command that speaks to the owner and is kept back for a moment. */
export interface Held {
  matterId: string
  number: string
  command: Command
  heldId: string
  goesOutAt: string
  /** What was typed, so that the form comes back with it. */
  form: Record<string, unknown>
}

export const held = reactive<Held[]>([])
/** The one just taken back, until its matter page has opened the form again. */
export const takenBack = reactive<{ last: Held | null }>({ last: null })

// A reload within these seconds must not take the way back away.
const kept = 'anju.desk.held'

function remember(): void {
  sessionStorage.setItem(kept, JSON.stringify(held))
}

export function restore(): void {
  const before = JSON.parse(sessionStorage.getItem(kept) ?? '[]') as Held[]
  for (const one of before) {
    if (new Date(one.goesOutAt).getTime() > Date.now() && !held.some((h) => h.heldId === one.heldId)) keep(one)
  }
  remember()
}

export function keep(one: Held): void {
  held.push(one)
  remember()
  const left = new Date(one.goesOutAt).getTime() - Date.now()
  setTimeout(() => drop(one), Math.max(left, 0))
  // The sender looks every few seconds; the page then shows what went out.
  for (const later of [1_000, 4_000, 12_000]) setTimeout(() => refresh(one.matterId), Math.max(left, 0) + later)
}

export async function takeBack(one: Held): Promise<void> {
  await call(api.DELETE('/complaints/{id}/held/{heldId}', { params: { path: { id: one.matterId, heldId: one.heldId } } }))
  drop(one)
  takenBack.last = one
}

function drop(one: Held): void {
  const at = held.findIndex((h) => h.heldId === one.heldId)
  if (at >= 0) held.splice(at, 1)
  remember()
}

function refresh(id: string): void {
  void queryClient.invalidateQueries({ queryKey: keys.matter(id) })
  void queryClient.invalidateQueries({ queryKey: keys.allMatters })
}
