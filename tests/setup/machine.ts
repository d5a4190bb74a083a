import { execFileSync } from 'node:child_process'
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { requirements } from './requirements.ts'

const CLUSTER_DEFAULTS = '/etc/postgresql-common/createcluster.conf'

function apt(...args: string[]) {
  execFileSync('apt-get', args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
}

const install = (packages: string[]) => apt('install', '-y', '--no-install-recommends', ...packages)

// Debian's package makes and starts a cluster of its own when it is installed; nobody here wants that one.
function withoutMainCluster(work: () => void) {
  if (!existsSync(CLUSTER_DEFAULTS)) install(['postgresql-common'])
  const before = readFileSync(CLUSTER_DEFAULTS, 'utf8')
  appendFileSync(CLUSTER_DEFAULTS, '\ncreate_main_cluster = false\n')
  try {
    work()
  } finally {
    writeFileSync(CLUSTER_DEFAULTS, before)
  }
}

// Brings the machine to where the tests can run: installs as root, else says what to install.
export function prepareMachine(): void {
  const missing = requirements.filter(({ present }) => !present())
  if (missing.length === 0) return
  const packages = missing.map((requirement) => requirement.package)
  const names = missing.map(({ name }) => name).join(', ')
  if (process.getuid?.() !== 0) {
    throw new Error(
      `Missing: ${names}. Install with: sudo apt-get install -y --no-install-recommends ${packages.join(' ')}`,
    )
  }
  console.log(`Installing ${names}`)
  apt('update')
  withoutMainCluster(() => install(packages))
}
