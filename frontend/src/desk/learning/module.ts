import type { DeskModule } from '../module'
import { clerksAndLeaders, learners, matterStaff } from '../roles'

export const routes: DeskModule['routes'] = [
  { path: 'follow-ups', name: 'follow-ups', meta: { roles: learners, title: 'learning.followUps.menu' }, component: () => import('./FollowUpsPage.vue') },
  { path: 'hotspots', name: 'hotspots', meta: { roles: learners, title: 'learning.spots.menu' }, component: () => import('./HotspotsPage.vue') },
  { path: 'corrective-actions', name: 'correctives', meta: { roles: learners, title: 'learning.correctives.menu' }, component: () => import('./CorrectivesPage.vue') },
  { path: 'corrective-actions/new', name: 'new-corrective', meta: { roles: clerksAndLeaders, title: 'learning.correctives.new' }, component: () => import('./NewCorrectivePage.vue') },
  { path: 'corrective-actions/:id', name: 'corrective', meta: { roles: learners, title: 'learning.correctives.menu' }, component: () => import('./CorrectivePage.vue') },
  { path: 'cases', name: 'cases', meta: { roles: matterStaff, title: 'learning.cases.menu' }, component: () => import('./CasesPage.vue') },
  { path: 'cases/:id', name: 'case', meta: { roles: matterStaff, title: 'learning.cases.menu' }, component: () => import('./CasePage.vue') },
]
export const menu: DeskModule['menu'] = [
  { route: 'follow-ups', label: 'learning.followUps.menu', icon: 'check', section: 'work', order: 35 },
  { route: 'hotspots', label: 'learning.spots.menu', icon: 'alert', section: 'learning', order: 10 },
  { route: 'correctives', label: 'learning.correctives.menu', icon: 'retry', section: 'learning', order: 20 },
  { route: 'cases', label: 'learning.cases.menu', icon: 'eye', section: 'learning', order: 40 },
]
