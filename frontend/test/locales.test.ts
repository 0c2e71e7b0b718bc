import { describe, expect, it } from 'vitest'

type Tree = { [key: string]: string | Tree }
const files = import.meta.glob<Tree>('../src/**/locales/*.json', { eager: true, import: 'default' })
const folders = [...new Set(Object.keys(files).map((path) => path.replace(/\/[^/]+$/, '')))]

function flat(tree: Tree, under = ''): Record<string, string> {
  return Object.entries(tree).reduce<Record<string, string>>((all, [key, value]) => {
    const path = under ? `${under}.${key}` : key
    return typeof value === 'string' ? { ...all, [path]: value } : { ...all, ...flat(value, path) }
  }, {})
}

const holes = (text: string) => (text.match(/\{[^}]+\}/g) ?? []).sort()

describe.each(folders)('%s', (folder) => {
  const zh = flat(files[`${folder}/zh-CN.json`] ?? {})
  const en = flat(files[`${folder}/en.json`] ?? {})

  it('has the same keys in both languages, none of them empty', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort())
    expect([...Object.values(zh), ...Object.values(en)].filter((text) => text.trim() === '')).toEqual([])
  })

  it('fills the same values into both', () => {
    for (const key of Object.keys(zh)) expect([key, holes(en[key] ?? '')]).toEqual([key, holes(zh[key] ?? '')])
  })
})

const sources = import.meta.glob<string>(['../src/**/*.{vue,ts}', '!../src/**/*.gen.*'], { eager: true, import: 'default', query: '?raw' })

describe.each(['owner', 'desk'])('%s', (face) => {
  it('asks for no key that is not there', () => {
    const known = new Set(
      folders
        .filter((f) => f.startsWith(`../src/${face}/`) || f.startsWith('../src/shared/'))
        .flatMap((f) => Object.keys(flat(files[`${f}/zh-CN.json`] ?? {})).map((key) => `${f.split('/').at(-2)}.${key}`)),
    )
    const asked = Object.entries(sources)
      .filter(([path]) => path.startsWith(`../src/${face}/`) || path.startsWith('../src/shared/'))
      .flatMap(([path, text]) => [...text.matchAll(/\bt\(\s*'([\w.-]+)'/g)].map((m) => [path, m[1]]))
    expect(asked.filter(([, key]) => !known.has(key ?? ''))).toEqual([])
  })
})
