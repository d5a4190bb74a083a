-- As v2, with the row locked.
create or replace function public.refund_upscaler_credits(_user_id uuid, _amount integer, _description text)
returns table (success boolean, new_balance integer, error_message text)
language plpgsql security definer set search_path to 'public' as $$
declare
  balance_now integer;
begin
  if auth.uid() is not null and auth.uid() <> _user_id then
    return query select false, 0, 'Acesso negado';
    return;
  end if;
  if _amount is null or _amount <= 0 or _amount > 10000 then
    return query select false, 0, 'Valor inválido';
    return;
  end if;
  select balance into balance_now from upscaler_credits where user_id = _user_id for update;
  if not found then
    return query select false, 0, 'Usuário não encontrado';
    return;
  end if;
  update upscaler_credits set balance = balance_now + _amount, monthly_balance = monthly_balance + _amount, updated_at = now()
  where user_id = _user_id;
  insert into upscaler_credit_transactions (user_id, amount, balance_after, transaction_type, credit_type, description)
  values (_user_id, _amount, balance_now + _amount, 'refund', 'monthly', _description);
  return query select true, balance_now + _amount, null::text;
end
$$;
