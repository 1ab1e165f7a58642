export { createNetwork, type Network, type Peer } from './network.ts'
