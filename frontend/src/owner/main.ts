import '@/shared/styles/tokens.css'
import '@/shared/styles/base.css'
import './styles/owner.css'
import { boot } from '@/shared/boot'
import App from './App.vue'
import { router } from './router'

void boot('owner', App, router, {
  'zh-CN': () => import('./messages/zh-CN'),
  en: () => import('./messages/en'),
})
