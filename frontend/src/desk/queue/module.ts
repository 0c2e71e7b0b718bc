import type { DeskModule } from '../module'
import { matterStaff } from '../roles'

export const routes: DeskModule['routes'] = [
  { path: 'queue', name: 'queue', meta: { roles: matterStaff, title: 'queue.menu' }, component: () => import('./QueuePage.vue') },
]
export const menu: DeskModule['menu'] = [{ route: 'queue', label: 'queue.menu', icon: 'list', section: 'work', order: 10 }]
