/** Community and house in one line; labels that begin with the community say it once. */
export function placeOf(m: { communityName: string | null; houseLabel: string | null; place?: string | null }): string {
  const named = m.communityName && m.houseLabel?.startsWith(m.communityName) ? null : m.communityName
  return [named, m.houseLabel, m.place].filter((part, i, all) => part && all.indexOf(part) === i).join(' · ')
}
