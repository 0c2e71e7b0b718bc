import { ElMessage } from 'element-plus/es/components/message/index'
import 'element-plus/es/components/message/style/css'

/** Short words at the top of the page that go away by themselves; a notice stays until it is closed. */
export const say = {
  done: (message: string) => ElMessage({ message, type: 'success', duration: 3500, showClose: true }),
  notice: (message: string) => ElMessage({ message, type: 'warning', duration: 0, showClose: true }),
  problem: (message: string) => ElMessage({ message, type: 'error', duration: 6000, showClose: true }),
}
