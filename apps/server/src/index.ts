export { createApp, type Ports } from './app.ts'
export { addressOf, readConfig, type Config } from './config.ts'
export { startServer, type RunningServer } from './server.ts'
