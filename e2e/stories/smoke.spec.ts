import { expect, story } from '../support/story.ts'

story(
  'the first person opens the printed link and stands in the workspace as its owner',
  async ({ people, server }) => {
    const owner = await people.owner({ name: 'Olivia Owner', entity: 'DPO' })
    await expect(owner.page).toHaveURL(url => url.origin === server.url && !url.pathname.startsWith('/join/'))
    await expect(owner.page.getByRole('main')).toBeVisible()
    const me = await owner.context.request.get(`${server.url}/api/me`)
    expect(await me.json()).toMatchObject({ person: { name: 'Olivia Owner', entity: 'DPO' } })
  },
)

story(
  'the page of a printed link opens again after the server was killed and started anew',
  async ({ people, server }) => {
    const owner = await people.owner()
    await server.kill('SIGKILL')
    await server.restart()
    await owner.page.reload()
    await expect(owner.page.getByRole('main')).toBeVisible()
    const me = await owner.context.request.get(`${server.url}/api/me`)
    expect(await me.json()).toMatchObject({ person: { name: owner.name } })
  },
)
