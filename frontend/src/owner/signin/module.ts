import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/sign-in', name: 'sign-in', meta: { open: true, door: true }, component: () => import('./SignInPage.vue') },
  { path: '/reset', name: 'reset', meta: { open: true, door: true }, component: () => import('./ResetPage.vue') },
  { path: '/activate', name: 'activate', meta: { open: true, door: true }, component: () => import('./ActivatePage.vue') },
]
