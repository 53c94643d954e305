SET LOCAL ROLE casework_owner;

-- The only writer of entries. The caller holds the case's lock and gives the row as it was before. NULL
-- if this login has used the request id meanwhile: nothing is written then.
--
-- The entry is written before anything else an action writes, so that this race needs no savepoint.
CREATE OR REPLACE FUNCTION casework_data.append(
  c casework_data.cases, d casework_data.definition, who casework_data.actor, at_us bigint,
  kind text, action text, role text, from_state text, to_state text, visit integer,
  amount bigint, fund_id uuid, ref uuid, ref_hash bytea,
  request text, request_digest bytea, body text, answer jsonb) RETURNS bytea
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  salt bytea := uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid());
  payload bytea;
  workflow text := d.workflow || '@' || d.version;
  currency text := CASE WHEN amount IS NOT NULL THEN d.currency END;
  hash bytea;
BEGIN
  -- entry_hash() and commitment() of bytes.sql, spelled out: twenty calls would cost a tenth of act().
  -- The tests compare every entry with entry_hash().
  payload := sha256(int4send(19) || convert_to('casework/payload/v1', 'UTF8') || int4send(32) || salt
    || int4send(octet_length(body)) || convert_to(body, 'UTF8'));
  hash := sha256(int4send(17) || convert_to('casework/event/v1', 'UTF8')
    || int4send(16) || uuid_send(d.install_id) || int4send(16) || uuid_send(c.id) || int4send(8) || int8send(c.version + 1)
    || int4send(32) || c.head || int4send(8) || int8send(at_us)
    || int4send(octet_length(who.login)) || convert_to(who.login, 'UTF8') || int4send(16) || uuid_send(who.person)
    || coalesce(int4send(octet_length(role)) || convert_to(role, 'UTF8'), int4send(-1))
    || int4send(octet_length(kind)) || convert_to(kind, 'UTF8')
    || int4send(octet_length(workflow)) || convert_to(workflow, 'UTF8') || int4send(32) || d.digest
    || coalesce(int4send(octet_length(from_state)) || convert_to(from_state, 'UTF8'), int4send(-1))
    || coalesce(int4send(octet_length(to_state)) || convert_to(to_state, 'UTF8'), int4send(-1))
    || coalesce(int4send(8) || int8send(amount), int4send(-1))
    || coalesce(int4send(octet_length(currency)) || convert_to(currency, 'UTF8'), int4send(-1))
    || coalesce(int4send(16) || uuid_send(fund_id), int4send(-1)) || coalesce(int4send(16) || uuid_send(ref), int4send(-1))
    || coalesce(int4send(32) || ref_hash, int4send(-1))
    || coalesce(int4send(octet_length(request)) || convert_to(request, 'UTF8'), int4send(-1))
    || int4send(32) || payload);
  WITH e AS (
    INSERT INTO casework_data.entry (case_id, seq, at_us, person, amount, fund_id, ref, definition_id, scope_id, visit,
        actor, role, kind, action, from_state, to_state, currency, idem, prev, ref_hash, payload, hash, request_digest, answer)
      VALUES (c.id, c.version + 1, at_us, who.person, amount, fund_id, ref, d.id, c.scope_id, visit,
        who.login, role, kind, action, from_state, to_state, currency, request, c.head, ref_hash, payload, hash, request_digest, answer)
      ON CONFLICT (actor, idem) DO NOTHING
      RETURNING 1)
  INSERT INTO casework_data.payload (case_id, seq, salt, body) SELECT c.id, c.version + 1, salt, body FROM e;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  RETURN hash;
END
$$;

-- One more deed of a person in the folded history: how often, last by whom and when, and everybody ever.
CREATE OR REPLACE FUNCTION casework_data.done(did jsonb, name text, who casework_data.actor, at_us bigint) RETURNS jsonb
LANGUAGE sql STABLE
RETURN did || jsonb_build_object(name, jsonb_build_object('count', coalesce((did -> name ->> 'count')::integer, 0) + 1,
  'by', who.login, 'at', at_us, 'people', CASE WHEN did -> name -> 'people' ? who.person::text THEN did -> name -> 'people'
    ELSE coalesce(did -> name -> 'people', '[]') || to_jsonb(who.person) END));
