import type { DeskModule } from '../module'
import { overseers } from '../roles'

const readers = ['desk', 'desk_lead', 'leader', 'auditor'] as const

export const routes: DeskModule['routes'] = [
  { path: 'morning', name: 'morning', meta: { roles: overseers, title: 'shift.morning.title' }, component: () => import('./MorningPage.vue') },
  { path: 'handovers', name: 'handovers', meta: { roles: readers, title: 'shift.title' }, component: () => import('./HandoversPage.vue') },
  { path: 'handovers/:id', name: 'handover', meta: { roles: readers, title: 'shift.title' }, component: () => import('./HandoverPage.vue') },
]
export const menu: DeskModule['menu'] = [
  { route: 'handovers', label: 'shift.title', icon: 'retry', section: 'work', order: 56 },
  { route: 'morning', label: 'shift.morning.title', icon: 'list', section: 'work', order: 58 },
]
