/** What frames the views: names, notices, sign-in. */
export const shell = {
  product: 'Estorno',
  loading: 'Carregando…',
  title: 'Uso das ferramentas de IA',
  subtitle: 'Jobs presos terminam, e os créditos voltam.',
  refresh: 'Atualizar',
  views: {
    label: 'Seções do painel',
    jobs: 'Jobs',
    attention: 'Atenção',
    cleaner: 'Limpeza',
    charts: 'Gráficos',
    records: 'Registro',
  },
  language: 'Idioma',
  languageFailed: 'Não foi possível carregar o idioma. Verifique sua conexão ou recarregue a página e tente de novo.',
  theme: { label: 'Tema', light: 'Claro', dark: 'Escuro', system: 'Do sistema' },
  close: 'Fechar',
  copy: 'Copiar',
  copied: 'Copiado',
  notifications: 'Notificações',
  signIn: {
    title: 'Entrar',
    intro: 'Painel de jobs de IA e estorno de créditos.',
    email: 'E-mail',
    password: 'Senha',
    submit: 'Entrar',
    signOut: 'Sair',
    errors: {
      credentials: 'E-mail ou senha incorretos.',
      unconfirmed: 'Confirme seu e-mail antes de entrar.',
      tooMany: 'Muitas tentativas. Aguarde um pouco e tente de novo.',
      network: 'O servidor não respondeu. Verifique sua conexão e tente de novo.',
      other: 'Não foi possível entrar. Tente de novo.',
    },
  },
  notAdmin: {
    title: 'Página só para administradores',
    detail: 'Sua conta não tem acesso ao histórico de uso das ferramentas de IA.',
  },
  actError: 'Não foi possível confirmar o resultado. Confira a lista antes de tentar de novo.',
  partError: {
    label: 'Erro ao abrir',
    title: 'Não foi possível abrir esta parte do painel',
    detail: 'Verifique sua conexão e tente de novo. O que você filtrou e abriu continua no endereço da página.',
  },
  loadError: {
    title: 'Não foi possível carregar os jobs',
    titleOther: 'Não foi possível carregar os dados',
    detail: 'Verifique sua conexão e tente de novo.',
    sessionExpired: 'Sua sessão expirou. Saia e entre de novo.',
    stale: 'Não foi possível atualizar: os dados abaixo podem estar desatualizados.',
    retry: 'Tentar de novo',
  },
}

export type ShellTexts = typeof shell
