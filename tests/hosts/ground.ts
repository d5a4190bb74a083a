import { type Cluster, startCluster } from '../support/cluster.ts'
import { HOST_NAMES, type HostName, type HostTemplates, hostTemplates } from './host.ts'
import { openScene, type Scene } from './scene.ts'

/** What a scenario runs against: a project, and the kind of session that its callers come through. */
export type Ground = { name: string; host: HostName; pooled: boolean; proof: string }

export const grounds: Ground[] = [
  { name: 'our own baseline', host: 'our own baseline', pooled: false, proof: 'ledger' },
  { name: 'the host before', host: 'the host before', pooled: false, proof: 'presumed' },
  { name: 'the host now', host: 'the host now', pooled: false, proof: 'charged_column' },
  { name: 'the host now, in a pooled session', host: 'the host now', pooled: true, proof: 'charged_column' },
]

export class Grounds {
  #cluster: Cluster | undefined
  readonly #templates = new Map<HostName, HostTemplates>()

  async start(): Promise<void> {
    this.#cluster = await startCluster({ version: 15, durable: false })
    for (const host of HOST_NAMES) this.#templates.set(host, await hostTemplates(this.#cluster, host))
  }

  async stop(): Promise<void> {
    await this.#cluster?.stop()
  }

  /** A fresh copy of the project for each scenario: what one of them breaks, no other sees. */
  async run(
    { host, pooled }: Ground,
    scenario: (scene: Scene, url: string) => Promise<void>,
    state: keyof HostTemplates = 'installed',
  ): Promise<void> {
    const template = this.#templates.get(host)?.[state]
    if (!this.#cluster || !template) throw new Error(`No template of ${host}`)
    const url = this.#cluster.url({ database: await this.#cluster.createDatabase({ template }) })
    const scene = await openScene(url, { pooled })
    try {
      await scenario(scene, url)
    } finally {
      await scene.close()
    }
  }
}
