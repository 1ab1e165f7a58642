export { CabinetScreen } from './cabinet-screen.tsx'
