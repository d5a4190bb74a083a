import { formatInteger } from '@/components/admin/ai-jobs/format'
import { credits } from '@/components/admin/ai-jobs/texts/pt-BR/jobs'

/** The credits that an admin may give back in a day, and asking another one for more. */
export const cap = {
  section: 'Limite diário de créditos',
  today: (used: number, limit: number) => `Hoje você devolveu ${formatInteger(used)} de ${credits(limit)}.`,
  request: 'Pedir confirmação',
  title: 'Pedir mais créditos por hoje?',
  detail: (asked: number) => {
    const refused = asked > 0 ? `O estorno de ${credits(asked)} passa do seu limite diário e não foi feito. ` : ''
    return `${refused}Outro administrador confirma o pedido em Atenção; o aumento vale só hoje e fica no Registro.`
  },
  credits: 'Créditos a mais',
  reason: 'Motivo (obrigatório)',
  pending: 'Pedindo…',
  requested: 'Pedido registrado: outro administrador confirma em Atenção.',
  asks: (admin: string, count: number) => `${admin} pede mais ${credits(count)} por hoje.`,
  waits: 'Espera por outro administrador',
  confirm: 'Confirmar',
  confirming: 'Confirmando…',
  confirmTitle: (count: number) => `Confirmar mais ${credits(count)}?`,
  confirmDetail: (admin: string) =>
    `${admin} pode devolver esses créditos até o fim do dia. Fica no Registro, com seu nome.`,
  confirmed: (count: number) => `Confirmado: mais ${credits(count)} por hoje.`,
}

export type CapTexts = typeof cap
