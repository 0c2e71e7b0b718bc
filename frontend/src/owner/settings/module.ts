import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/settings', name: 'settings', component: () => import('./SettingsPage.vue') },
  { path: '/settings/notices', name: 'notices', component: () => import('./NoticesPage.vue') },
  { path: '/settings/password', name: 'password', component: () => import('./PasswordPage.vue') },
]
