/** Moves the focus out of a drawer that keeps it: a focus that went nowhere first is not called back. */
export function takeFocus(to: HTMLElement | null | undefined): void {
  if (!to) return
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
  to.focus()
}
