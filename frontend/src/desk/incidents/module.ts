import type { DeskModule } from '../module'
import { matterStaff } from '../roles'

export const routes: DeskModule['routes'] = [
  { path: 'incidents', name: 'incidents', meta: { roles: matterStaff, title: 'incidents.menu' }, component: () => import('./IncidentsPage.vue') },
]
export const menu: DeskModule['menu'] = [{ route: 'incidents', label: 'incidents.menu', icon: 'alert', section: 'work', order: 40 }]
