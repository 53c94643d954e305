SET LOCAL ROLE casework_owner;

-- The only writer of entries. The caller holds the case's lock; prev is its head, seq the number after its
-- version. NULL if this login has used the request id meanwhile: nothing is written then.
--
-- The entry is written before anything else an action writes, so that this race needs no savepoint.
CREATE OR REPLACE FUNCTION casework_data.append(
  install uuid, definition integer, stamp bytea, digest bytea, case_id uuid, scope integer, seq bigint, prev bytea, at_us bigint,
  login text, person uuid, role text, kind text, action text, from_state text, to_state text, visit integer,
  amount bigint, currency text, fund_id uuid, ref uuid, ref_hash bytea,
  request text, request_digest bytea, body text, answer jsonb) RETURNS bytea
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  salt bytea := uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid());
  -- commitment() and entry_hash() of bytes.sql, spelled out: their calls would cost a tenth of act(). The wire
  -- form of bytea[] is a header of 20 bytes, then each element with its length before it, and -1 for NULL:
  -- F(x) of docs/history-format.md. The tests compare every entry with entry_hash().
  payload bytea := sha256('\x0000001363617365776f726b2f7061796c6f61642f763100000020'::bytea || salt
    || int4send(octet_length(body)) || convert_to(body, 'UTF8'));
  hash bytea := sha256(substr(array_send(ARRAY['casework/event/v1'::bytea, uuid_send(install), uuid_send(case_id),
    int8send(seq), prev, int8send(at_us), convert_to(login, 'UTF8'), uuid_send(person), convert_to(role, 'UTF8'),
    convert_to(kind, 'UTF8'), stamp, digest, convert_to(from_state, 'UTF8'), convert_to(to_state, 'UTF8'), int8send(amount),
    convert_to(currency, 'UTF8'), uuid_send(fund_id), uuid_send(ref), ref_hash, convert_to(request, 'UTF8'), payload]), 21));
BEGIN
  INSERT INTO casework_data.entry (case_id, seq, at_us, person, amount, fund_id, ref, definition_id, scope_id, visit,
      actor, role, kind, action, from_state, to_state, currency, idem, prev, ref_hash, payload, hash, request_digest, answer)
    VALUES (case_id, seq, at_us, person, amount, fund_id, ref, definition, scope, visit,
      login, role, kind, action, from_state, to_state, currency, request, prev, ref_hash, payload, hash, request_digest, answer)
    ON CONFLICT (actor, idem) DO NOTHING;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  INSERT INTO casework_data.payload (case_id, seq, salt, body) VALUES (case_id, seq, salt, body);
  RETURN hash;
END
$$;

-- One more deed of a person in the folded history: how often, last by whom and when, and everybody ever.
CREATE OR REPLACE FUNCTION casework_data.done(did jsonb, name text, login text, person uuid, at_us bigint) RETURNS jsonb
LANGUAGE sql STABLE
RETURN did || jsonb_build_object(name, jsonb_build_object('count', coalesce((did -> name ->> 'count')::integer, 0) + 1,
  'by', login, 'at', at_us, 'people', CASE WHEN did -> name IS NULL THEN jsonb_build_array(person)
    WHEN did -> name -> 'people' ? person::text THEN did -> name -> 'people'
    ELSE coalesce(did -> name -> 'people', '[]') || to_jsonb(person) END));
