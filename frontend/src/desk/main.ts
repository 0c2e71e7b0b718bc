import '@/shared/styles/tokens.css'
import '@/shared/styles/base.css'
import '@/shared/styles/element.css'
import './styles/controls.css'
import './styles/layout.css'
import { boot } from '@/shared/boot'
import App from './App.vue'
import { router } from './router'

void boot('desk', App, router, {
  'zh-CN': () => import('./messages/zh-CN'),
  en: () => import('./messages/en'),
})
