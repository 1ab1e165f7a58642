// A plan file of 10,000 records, imported over HTTP, and the time until a browser that opens it shows its first cards.
import { launchBrowser, RunningServer } from './drive.ts'
import { importPlan, join } from './join.ts'
import { printTable } from './table.ts'

const objectives = 2_000
const plan = {
  schemaVersion: '0.2',
  plan: { id: 'large', title: 'A plan of 10,000 records' },
  phases: [1, 2, 3, 4].map(order => ({ id: `ph${order}`, order, title: `Phase ${order}` })),
  functions: Array.from({ length: 40 }, (_, i) => ({ id: `f${i}`, title: `Line of effort ${i}` })),
  objectives: Array.from({ length: objectives }, (_, i) => ({
    id: `o${i}`,
    title: `Objective ${i}`,
    functionId: `f${i % 40}`,
    phaseIds: [`ph${1 + (i % 4)}`],
    needStatement: `What is needed for objective ${i}.`,
  })),
  benchmarks: Array.from({ length: 5_955 }, (_, i) => ({
    id: `b${i}`,
    title: `Benchmark ${i}`,
    objectiveIds: [`o${i % objectives}`],
    baseline: { value: i, date: '2026-01-01' },
    target: { value: i + 100, date: '2027-01-01' },
    meansOfVerification: 'Monthly report of the field office',
  })),
  posts: Array.from({ length: 1_000 }, (_, i) => ({ id: `p${i}`, title: `Post ${i}`, kind: 'post' })),
  lines: Array.from({ length: 999 }, (_, i) => ({
    id: `l${i}`,
    from: `p${i + 1}`,
    to: `p${Math.floor(i / 6)}`,
    type: 'direct',
  })),
}

const server = await RunningServer.start()
const browser = await launchBrowser()
try {
  const owner = await join(browser, server)
  const { workspaceId, seconds, report } = await importPlan(owner, server, plan)
  const page = await (await browser.newContext({ storageState: owner.state })).newPage()
  const started = performance.now()
  await page.goto(`${server.url}/w/${workspaceId}/cabinet`)
  await page.locator('.react-flow__node').first().waitFor({ timeout: 120_000 })
  const opened = (performance.now() - started) / 1000
  printTable(
    'A large plan',
    ['records', 'import s', 'opened in a browser s'],
    [[report.records, seconds.toFixed(2), opened.toFixed(2)]],
  )
} finally {
  await browser.close()
  await server.close()
}
