import { loadEnv, type Plugin } from 'vite'

/**
 * What the built panel may load and whom it may speak to: its own files, and the one Supabase project.
 * Styles may be inline, because the toaster and the dialog's scroll lock write a style element each; scripts may not.
 */
export function contentSecurityPolicy(supabaseUrl: string): string {
  const { origin, host, protocol } = new URL(supabaseUrl)
  const realtime = `${protocol === 'https:' ? 'wss' : 'ws'}://${host}`
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self' ${origin} ${realtime}`,
    "base-uri 'none'",
    "form-action 'self'",
    "object-src 'none'",
  ].join('; ')
}

// Zod tries out whether it may compile code, which the policy refuses and reports. It has to know before the first schema
// is made, and which of a build's chunks makes that one is nobody's choice: so a script of its own, before all others.
const noEval = { fileName: 'assets/no-eval.js', source: 'globalThis.__zod_globalConfig = { jitless: true }\n' }

/** Writes the policy into the built page, and sends it with what only a header can say when the build is previewed. */
export function contentSecurityPolicyPlugin(): Plugin {
  let policy = ''
  let base = '/'
  return {
    name: 'content-security-policy',
    config(config, { mode }) {
      const { VITE_SUPABASE_URL } = loadEnv(mode, config.envDir || process.cwd(), 'VITE_')
      policy = contentSecurityPolicy(VITE_SUPABASE_URL || 'http://127.0.0.1:5173')
      return {
        preview: {
          headers: {
            'content-security-policy': `${policy}; frame-ancestors 'none'`,
            'referrer-policy': 'no-referrer',
            'x-content-type-options': 'nosniff',
          },
        },
      }
    },
    configResolved(config) {
      base = config.base
    },
    generateBundle() {
      this.emitFile({ type: 'asset', ...noEval })
    },
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { server }) =>
        // The development server's own scripts are inline.
        server
          ? []
          : [
              {
                tag: 'meta',
                attrs: { 'http-equiv': 'Content-Security-Policy', content: policy },
                injectTo: 'head-prepend',
              },
              { tag: 'script', attrs: { src: `${base}${noEval.fileName}` }, injectTo: 'head-prepend' },
            ],
    },
  }
}
