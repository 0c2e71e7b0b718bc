import type { DeskModule } from '../module'
import { matterStaff } from '../roles'

export const routes: DeskModule['routes'] = [
  { path: 'approvals', name: 'approvals', meta: { roles: matterStaff, title: 'approvals.menu' }, component: () => import('./ApprovalsPage.vue') },
]
export const menu: DeskModule['menu'] = [{ route: 'approvals', label: 'approvals.menu', icon: 'check', section: 'work', order: 30 }]
