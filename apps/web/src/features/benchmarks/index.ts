export { BenchmarksScreen } from './benchmarks-screen.tsx'
