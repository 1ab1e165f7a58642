// @vitest-environment node
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const tokens = readTokens()
const groups = ['dpko', 'ocha', 'dpa', 'unct', 'obs', 'nat', 'cso']

/** Text on its ground: WCAG AA asks for 4.5 to 1. */
const texts: readonly (readonly [string, string])[] = [
  ...['page', 'raised', 'sunken', 'hover', 'pressed', 'selected'].map(ground => ['text', `surface-${ground}`] as const),
  ['text', 'surface'],
  ...['page', 'raised', 'sunken', 'hover'].map(ground => ['text-quiet', `surface-${ground}`] as const),
  ['text-quiet', 'surface'],
  ['accent', 'surface'],
  ['accent', 'surface-page'],
  ['accent', 'surface-selected'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-hover'],
  ['on-danger', 'danger'],
  ...['danger', 'caution', 'positive'].flatMap(tone => [
    [tone, `${tone}-surface`] as const,
    [tone, 'surface-raised'] as const,
  ]),
  ...groups.flatMap(group => [
    ['on-group', `group-${group}`] as const,
    [`group-${group}`, `group-${group}-surface`] as const,
    [`group-${group}`, 'surface'] as const,
    ['text', `group-${group}-surface`] as const,
  ]),
]

/** Edges of controls and the mark of focus: 3 to 1. */
const edges: readonly (readonly [string, string])[] = [
  ['line-strong', 'surface'],
  ['line-strong', 'surface-page'],
  ['focus', 'surface'],
  ['focus', 'surface-page'],
]

describe.each(['light', 'dark'] as const)('%s', theme => {
  it('every text stands out from its ground by 4.5 to 1', () => {
    expect(weakerThan(4.5, texts, theme)).toEqual([])
  })

  it('every edge and the mark of focus stand out by 3 to 1', () => {
    expect(weakerThan(3, edges, theme)).toEqual([])
  })

  it('no group is red or green, and no two look alike', () => {
    const hues = groups
      .filter(group => saturation(colour(`group-${group}`, theme)) > 0.15)
      .map(group => hue(colour(`group-${group}`, theme)))
    expect(hues.filter(angle => angle < 15 || angle > 345 || (angle > 75 && angle < 170))).toEqual([])
    const sorted = [...hues].sort((a, b) => a - b)
    const gaps = sorted.slice(1).map((angle, index) => angle - sorted[index]!)
    expect(Math.min(...gaps)).toBeGreaterThan(10)
  })
})

function weakerThan(least: number, pairs: readonly (readonly [string, string])[], theme: 'light' | 'dark') {
  expect(pairs.length).toBeGreaterThan(3)
  return pairs.filter(([text, ground]) => contrast(colour(text, theme), colour(ground, theme)) < least)
}

type Colour = readonly [number, number, number]

function colour(name: string, theme: 'light' | 'dark'): Colour {
  const found = tokens.get(name)
  if (!found) throw new Error(`no token --${name}`)
  const value = Number.parseInt(found[theme].slice(1), 16)
  return [value >> 16, (value >> 8) & 255, value & 255]
}

function contrast(a: Colour, b: Colour): number {
  const [brighter, darker] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number]
  return (brighter + 0.05) / (darker + 0.05)
}

function luminance([red, green, blue]: Colour): number {
  const linear = (channel: number) => {
    const value = channel / 255
    return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

function hue([red, green, blue]: Colour): number {
  const most = Math.max(red, green, blue)
  const span = most - Math.min(red, green, blue)
  const sixth =
    most === red ? ((green - blue) / span + 6) % 6 : most === green ? (blue - red) / span + 2 : (red - green) / span + 4
  return sixth * 60
}

function saturation(rgb: Colour): number {
  return (Math.max(...rgb) - Math.min(...rgb)) / 255
}

function readTokens(): ReadonlyMap<string, { light: string; dark: string }> {
  const css = readFileSync(new URL('../src/tokens.css', import.meta.url), 'utf8')
  const pairs = css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)
  return new Map([...pairs].map(([, name, light, dark]) => [name!, { light: light!, dark: dark! }]))
}
