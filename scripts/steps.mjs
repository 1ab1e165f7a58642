// What `npm test` checks, cheapest first. It stops at the first step that fails and ends with one line that counts.
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from './build.mjs'
import { environment, projectNode, root } from './checkout.mjs'
import { runBin, standInFor } from './child.mjs'
import { findChromium } from './chromium.mjs'
import { Stop } from './stop.mjs'

export const cheapSteps = [
  { name: 'format', run: () => check(runBin('prettier', '--check', '--cache', '--log-level=warn', '.')) },
  { name: 'lint', run: () => check(runBin('oxlint', '--deny-warnings', '--report-unused-disable-directives')) },
  { name: 'walls', run: () => check(standInFor(projectNode, ['scripts/walls.mjs'])) },
  { name: 'types', run: () => check(types()) },
]

export const allSteps = [
  ...cheapSteps,
  { name: 'unit and property tests', run: unitTests },
  { name: 'build', run: () => check(build().then(() => 0)) },
  { name: 'browser stories', run: browserStories },
]

/** Runs steps in order and settles with an exit code. A step answers `{ passed, failed, skipped: names }`. */
export async function runSteps(steps) {
  const total = { passed: 0, failed: 0, skipped: [] }
  for (const { name, run } of steps) {
    console.log(`\n── ${name}`)
    const started = Date.now()
    const counts = await run().catch(error => {
      console.error(error instanceof Stop ? error.message : error)
      return { passed: 0, failed: 1, skipped: [] }
    })
    console.log(
      `── ${name}: ${counts.failed > 0 ? 'failed' : 'passed'} in ${((Date.now() - started) / 1000).toFixed(1)} s`,
    )
    total.passed += counts.passed
    total.failed += counts.failed
    total.skipped.push(...counts.skipped)
    if (counts.failed > 0) break
  }
  console.log('')
  for (const title of total.skipped) console.log(`skipped: ${title}`)
  const skipped = total.skipped.length > 0 ? `, ${total.skipped.length} skipped` : ''
  console.log(`${total.passed} passed, ${total.failed} failed${skipped}`)
  return total.failed > 0 ? 1 : 0
}

async function check(exitCode) {
  return (await exitCode) === 0 ? { passed: 1, failed: 0, skipped: [] } : { passed: 0, failed: 1, skipped: [] }
}

async function types() {
  const rooms = await runBin('tsc', '--build')
  return rooms === 0 ? runBin('tsc', '--project', 'tsconfig.tests.json') : rooms
}

async function unitTests() {
  const report = freshReport('vitest.json')
  const code = await runBin('vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`)
  const { testResults } = readReport(report, 'vitest')
  const tests = testResults.flatMap(file => file.assertionResults)
  const count = status => tests.filter(test => test.status === status).length
  const skipped = tests.filter(test => !['passed', 'failed'].includes(test.status)).map(test => test.fullName)
  return orAtLeastOneFailed(code, { passed: count('passed'), failed: count('failed'), skipped })
}

async function browserStories() {
  const report = freshReport('playwright.json')
  const env = { ...environment, CHROMIUM: await findChromium(), PLAYWRIGHT_JSON_OUTPUT_NAME: report }
  const cli = join('e2e', 'node_modules', '@playwright', 'test', 'cli.js')
  const code = await standInFor(projectNode, [cli, 'test', '--config=e2e', '--reporter=list,json'], { env })
  const { stats, suites } = readReport(report, 'Playwright')
  const skipped = [...storiesIn(suites)].filter(story => story.status === 'skipped').map(story => story.title)
  return orAtLeastOneFailed(code, { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped })
}

function* storiesIn(suites) {
  for (const { specs, suites: inner = [] } of suites) {
    for (const { title, tests } of specs) for (const { status } of tests) yield { title, status }
    yield* storiesIn(inner)
  }
}

// A file that does not load, or an error between the tests, fails the run without failing any test.
function orAtLeastOneFailed(exitCode, counts) {
  return exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}

function freshReport(name) {
  const folder = join(root, 'node_modules', '.cache', 'reports')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, name)
  rmSync(file, { force: true })
  return file
}

function readReport(file, tool) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    throw new Stop(`${tool} ended without a report; the lines above say why.`, { cause })
  }
}
