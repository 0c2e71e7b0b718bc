import type { DeskModule } from '../module'
import { clerks } from '../roles'

export const routes: DeskModule['routes'] = [
  { path: 'intake', name: 'intake', meta: { roles: clerks, title: 'intake.menu' }, component: () => import('./IntakePage.vue') },
]
export const menu: DeskModule['menu'] = [{ route: 'intake', label: 'intake.menu', icon: 'plus', section: 'work', order: 20 }]
