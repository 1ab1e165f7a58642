import { mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'

/** Where the pictures go: for people to look at, never compared by a machine. */
export const picturesFolder = join(tmpdir(), 'barycentre-pictures')

/** Takes the page as it is, in light and in dark. Arabic is the same with a person whose locale is `ar`. */
export async function takePictures(page: Page, name: string): Promise<string[]> {
  await mkdir(picturesFolder, { recursive: true })
  const paths: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    const path = join(picturesFolder, `${name}-${colorScheme}.png`)
    await page.screenshot({ path, animations: 'disabled' })
    paths.push(path)
  }
  await page.emulateMedia({ colorScheme: null })
  return paths
}
