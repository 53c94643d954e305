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
  payload bytea := casework_data.commitment(salt, body);
  currency text := CASE WHEN amount IS NOT NULL THEN d.currency END;
  hash bytea := casework_data.entry_hash(d.install_id, c.id, c.version + 1, c.head, at_us, who.login, who.person, role, kind,
    d.workflow || '@' || d.version, d.digest, from_state, to_state, amount, currency, fund_id, ref, ref_hash, request, payload);
BEGIN
  INSERT INTO casework_data.entry (case_id, seq, at_us, person, amount, fund_id, ref, definition_id, scope_id, visit,
      actor, role, kind, action, from_state, to_state, currency, idem, prev, ref_hash, payload, hash, request_digest, answer)
    VALUES (c.id, c.version + 1, at_us, who.person, amount, fund_id, ref, d.id, c.scope_id, visit,
      who.login, role, kind, action, from_state, to_state, currency, request, c.head, ref_hash, payload, hash, request_digest, answer)
    ON CONFLICT (actor, idem) DO NOTHING;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  INSERT INTO casework_data.payload (case_id, seq, salt, body) VALUES (c.id, c.version + 1, salt, body);
  RETURN hash;
END
$$;

-- One more deed of a person in the folded history: how often, last by whom and when, and everybody ever.
CREATE OR REPLACE FUNCTION casework_data.done(did jsonb, name text, who casework_data.actor, at_us bigint) RETURNS jsonb
LANGUAGE sql IMMUTABLE
RETURN did || jsonb_build_object(name, jsonb_build_object(
  'count', coalesce((did -> name ->> 'count')::integer, 0) + 1, 'by', who.login, 'at', at_us,
  'people', CASE WHEN did -> name -> 'people' ? who.person::text THEN did -> name -> 'people'
                 ELSE coalesce(did -> name -> 'people', '[]') || to_jsonb(who.person) END));
