import { formatInteger } from '@/components/admin/ai-jobs/format'
import { credits } from '@/components/admin/ai-jobs/texts/es/jobs'
import type { CapTexts } from '@/components/admin/ai-jobs/texts/pt-BR/cap'

export const cap: CapTexts = {
  section: 'Límite diario de créditos',
  today: (used, limit) => `Hoy devolviste ${formatInteger(used)} de ${credits(limit)}.`,
  request: 'Pedir confirmación',
  title: '¿Pedir más créditos por hoy?',
  detail: (asked) => {
    const refused = asked > 0 ? `El reembolso de ${credits(asked)} supera tu límite diario y no se hizo. ` : ''
    return `${refused}Otro administrador confirma el pedido en Atención; vale solo hoy y queda en el Registro.`
  },
  credits: 'Créditos adicionales',
  reason: 'Motivo (obligatorio)',
  pending: 'Pidiendo…',
  requested: 'Pedido registrado: otro administrador lo confirma en Atención.',
  asks: (admin, count) => `${admin} pide ${credits(count)} más por hoy.`,
  waits: 'Espera a otro administrador',
  confirm: 'Confirmar',
  confirming: 'Confirmando…',
  confirmTitle: (count) => `¿Confirmar ${credits(count)} más?`,
  confirmDetail: (admin) =>
    `${admin} puede devolver esos créditos hasta el fin del día. Queda en el Registro, con tu nombre.`,
  confirmed: (count) => `Confirmado: ${credits(count)} más por hoy.`,
}
