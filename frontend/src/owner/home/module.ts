import type { RouteRecordRaw } from 'vue-router'
import HomePage from './HomePage.vue'

export const routes: RouteRecordRaw[] = [
  { path: '/', name: 'home', component: HomePage },
  { path: '/:lost(.*)*', name: 'lost', meta: { open: true }, component: () => import('./LostPage.vue') },
]
