-- The service or an admin, nobody else.
create or replace function public.refund_upscaler_credits(_user_id uuid, _amount integer, _description text)
returns table (success boolean, new_balance integer, error_message text)
language plpgsql security definer set search_path to 'public' as $$
declare
  balance_now integer;
begin
  if auth.uid() is not null and not has_role(auth.uid(), 'admin') then
    return query select false, 0, 'Acesso negado';
    return;
  end if;
  if _amount is null or _amount <= 0 or _amount > 100000 then
    return query select false, 0, 'Valor inválido';
    return;
  end if;
  select balance into balance_now from upscaler_credits where user_id = _user_id for update;
  if not found then
    return query select false, 0, 'Usuário não encontrado';
    return;
  end if;
  update upscaler_credits set balance = balance_now + _amount, lifetime_balance = lifetime_balance + _amount, updated_at = now()
  where user_id = _user_id;
  insert into upscaler_credit_transactions (user_id, amount, balance_after, transaction_type, credit_type, description)
  values (_user_id, _amount, balance_now + _amount, 'refund', 'lifetime', _description);
  return query select true, balance_now + _amount, null::text;
end
$$;
