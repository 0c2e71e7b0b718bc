let last: string | null = null

/** The matter opened from the list last; coming back, the reader stands where they were. */
export const lastOpened = {
  keep: (id: string) => void (last = id),
  take: () => {
    const id = last
    last = null
    return id
  },
}
