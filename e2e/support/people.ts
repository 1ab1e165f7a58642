import type { Browser, BrowserContext, BrowserContextOptions, Page } from '@playwright/test'
import type { RunningServer } from './server.ts'

export type Group = 'DPKO' | 'OCHA' | 'DPA' | 'UNCT' | 'OBS' | 'NAT' | 'CSO'
export type Role = 'owner' | 'facilitator' | 'planner' | 'reader'

/** Somebody at a browser of their own, signed in. */
export interface Person {
  readonly name: string
  readonly context: BrowserContext
  readonly page: Page
}

/** Who comes in, and with which browser: `locale`, `colorScheme` and their like. */
export interface Guest extends BrowserContextOptions {
  readonly name: string
  readonly entity?: string
}

/** Everybody who takes part in a story on one server. */
export class People {
  readonly #browser: Browser
  readonly #server: RunningServer
  readonly #contexts: BrowserContext[] = []

  constructor(browser: Browser, server: RunningServer) {
    this.#browser = browser
    this.#server = server
  }

  /** The first person, by the link that the server printed. */
  async owner(guest: Guest = { name: 'Olivia Owner' }): Promise<Person> {
    return this.join(this.#server.ownerLink, guest)
  }

  /** Opens a link in a fresh browser, says who one is, and enters. */
  async join(link: string, { name, entity = 'UN', ...options }: Guest): Promise<Person> {
    const context = await this.#browser.newContext(options)
    this.#contexts.push(context)
    const page = await context.newPage()
    await page.goto(link)
    // The fields by what they mean to a browser, so that it works in every language.
    await page.locator('input[autocomplete=name]').fill(name)
    await page.locator('input[autocomplete=organization]').fill(entity)
    await page.locator('form button[type=submit]').click()
    await page.waitForURL(url => !url.pathname.startsWith('/join/'))
    return { name, context, page }
  }

  /** A planner of a workspace, or whatever the story needs, by an invitation of somebody who may invite. */
  async invite(
    host: Person,
    workspaceId: string,
    { group, role = 'planner', ...guest }: Guest & { group: Group; role?: Role },
  ): Promise<Person> {
    const { link } = await this.ask<{ link: string }>(host, `workspaces/${workspaceId}/invitations`, { group, role })
    return this.join(link, guest)
  }

  /** A new workspace of somebody who may create one; its id. */
  async createWorkspace(host: Person, name: string, from: 'empty' | 'demo' = 'demo'): Promise<string> {
    const { workspace } = await this.ask<{ workspace: { id: string } }>(host, 'workspaces', { name, from })
    return workspace.id
  }

  /** Asks the server in somebody's name, as their page would. */
  async ask<Answer>(person: Person, path: string, data: object): Promise<Answer> {
    const headers = { 'x-barycentre': '1', origin: this.#server.url }
    const response = await person.context.request.post(`${this.#server.url}/api/${path}`, { data, headers })
    if (!response.ok()) throw new Error(`POST /api/${path} answered ${response.status()}: ${await response.text()}`)
    return (await response.json()) as Answer
  }

  /** Takes somebody's membership away. */
  async remove(host: Person, workspaceId: string, name: string): Promise<void> {
    const path = `${this.#server.url}/api/workspaces/${workspaceId}/members`
    const { members } = (await (await host.context.request.get(path)).json()) as {
      members: { id: string; name: string }[]
    }
    const id = members.find(member => member.name === name)?.id
    const headers = { 'x-barycentre': '1', origin: this.#server.url }
    const response = await host.context.request.delete(`${path}/${id}`, { headers })
    if (!response.ok()) throw new Error(`removing ${name} answered ${response.status()}`)
  }

  async close(): Promise<void> {
    for (const context of this.#contexts) await context.close()
  }
}
