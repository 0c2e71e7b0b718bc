import type { DeskModule } from '../module'
import { matterStaff } from '../roles'

export const routes: DeskModule['routes'] = [
  { path: 'matters/:id', name: 'matter', meta: { roles: matterStaff, title: 'matter.page' }, component: () => import('./MatterPage.vue') },
]
