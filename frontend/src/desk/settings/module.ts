import type { DeskModule } from '../module'

const readers = ['admin', 'auditor'] as const

export const routes: DeskModule['routes'] = [
  { path: 'settings', redirect: { name: 'limits' } },
  { path: 'settings/limits', name: 'limits', meta: { roles: readers, title: 'settings.limits.title' }, component: () => import('./LimitsPage.vue') },
  { path: 'settings/tiers', name: 'tiers', meta: { roles: readers, title: 'settings.tiers.title' }, component: () => import('./TiersPage.vue') },
  { path: 'settings/numbers', name: 'numbers', meta: { roles: readers, title: 'settings.numbers.title' }, component: () => import('./NumbersPage.vue') },
  { path: 'settings/categories', name: 'categories', meta: { roles: readers, title: 'settings.categories.title' }, component: () => import('./CategoriesPage.vue') },
  { path: 'settings/departments', name: 'departments', meta: { roles: readers, title: 'settings.departments.title' }, component: () => import('./DepartmentsPage.vue') },
  { path: 'settings/standards', name: 'standards', meta: { roles: readers, title: 'settings.standards.title' }, component: () => import('./StandardsPage.vue') },
  { path: 'settings/words', name: 'words', meta: { roles: readers, title: 'settings.words.title' }, component: () => import('./WordsPage.vue') },
  { path: 'settings/calendar', name: 'calendar', meta: { roles: readers, title: 'settings.calendar.title' }, component: () => import('./CalendarPage.vue') },
  { path: 'time-limits', name: 'trial', meta: { roles: ['admin'], title: 'settings.trial.menu' }, component: () => import('./TrialPage.vue') },
]
export const menu: DeskModule['menu'] = [{ route: 'limits', label: 'settings.menu', icon: 'gear', section: 'administration', order: 35 }]
