/** @param {string} name */
const inCapitals = (name) => name.replaceAll('_', ' ').replaceAll(/\b\w/g, (letter) => letter.toUpperCase())

/** @type {import('./finding.js').Check<import('./finding.js').Catalogue>} */
export const jobTableUnregistered = {
  code: 'job_table_unregistered',
  level: 'warning',
  why: 'Nobody ends its stuck jobs, and what they cost stays taken.',
  find: ({ unregistered, installed }) =>
    unregistered.map((name) => ({
      where: `public.${name}`,
      what: 'It is called like a table of AI jobs and is not registered.',
      mend: `Register it${installed ? '' : ' once estorno is installed'}; the call says what the table lacks. A table without credits may be left out.`,
      sql: [
        `create index concurrently if not exists ${name}_unfinished on public.${name} (created_at) where status <> all ('{completed,failed,cancelled}');`,
        `select estorno.register_job_table('${name}', '${inCapitals(name)}');`,
      ],
    })),
}
