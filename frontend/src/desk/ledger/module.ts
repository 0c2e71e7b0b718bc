import type { DeskModule } from '../module'
import { bookkeepers } from '../roles'

export const routes: DeskModule['routes'] = [
  { path: 'ledger', name: 'ledger', meta: { roles: bookkeepers, departments: ['finance'], title: 'ledger.menu' }, component: () => import('./LedgerPage.vue') },
]
export const menu: DeskModule['menu'] = [{ route: 'ledger', label: 'ledger.menu', icon: 'ledger', section: 'registers', order: 15 }]
