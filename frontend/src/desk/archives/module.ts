import type { DeskModule } from '../module'
import { matterStaff } from '../roles'

export const routes: DeskModule['routes'] = [
  { path: 'archives', name: 'archives', meta: { roles: matterStaff, title: 'archives.menu' }, component: () => import('./ArchivesPage.vue') },
  { path: 'retention', name: 'retention', meta: { roles: ['admin', 'desk_lead', 'auditor'], title: 'archives.retention.menu' }, component: () => import('./RetentionPage.vue') },
]
export const menu: DeskModule['menu'] = [
  { route: 'archives', label: 'archives.menu', icon: 'file', section: 'registers', order: 30 },
  { route: 'retention', label: 'archives.retention.menu', icon: 'clock', section: 'administration', order: 40 },
]
