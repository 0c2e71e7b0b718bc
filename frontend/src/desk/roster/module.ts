import type { DeskModule } from '../module'

export const routes: DeskModule['routes'] = [{ path: 'roster', name: 'roster', meta: { title: 'roster.menu' }, component: () => import('./RosterPage.vue') }]
export const menu: DeskModule['menu'] = [{ route: 'roster', label: 'roster.menu', icon: 'calendar', section: 'work', order: 60 }]
