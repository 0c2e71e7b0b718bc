import { readonly, ref } from 'vue'

const state = ref(navigator.onLine !== false)
addEventListener('online', () => (state.value = true))
addEventListener('offline', () => (state.value = false))

/** Whether the device has a line at all; a server that is away shows at the request. */
export const online = readonly(state)
