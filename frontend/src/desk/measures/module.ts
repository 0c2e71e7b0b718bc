import type { DeskModule } from '../module'
import { clerks } from '../roles'

export const routes: DeskModule['routes'] = [
  { path: 'measures', name: 'measures', meta: { roles: clerks, title: 'measures.menu' }, component: () => import('./MeasuresPage.vue') },
]
export const menu: DeskModule['menu'] = [{ route: 'measures', label: 'measures.menu', icon: 'file', section: 'learning', order: 30 }]
