import { onBeforeUnmount, onMounted } from 'vue'

/** Single keys act only while nobody is typing and no drawer or dialog is open. */
export function useHotkeys(keys: Record<string, (event: KeyboardEvent) => void>) {
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return
    if (document.querySelector('[role=dialog][aria-modal=true]:not([style*="display: none"])')?.checkVisibility?.()) return
    keys[event.key]?.(event)
  }
  onMounted(() => addEventListener('keydown', press))
  onBeforeUnmount(() => removeEventListener('keydown', press))
}

function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}
