-- What act() writes, without its checks: the same entry, payload and case row through the same writer,
-- with a payload of about the same size. For scripts/bench, in a throw-away database, as a superuser.
CREATE FUNCTION casework_data.bench_same_rows(number text, kind text, to_state text, request text, body text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on SET transform_null_equals = off
SET plpgsql.check_asserts = on SET lock_timeout = '10s' AS $$
DECLARE
  c casework_data.cases;
  d casework_data.definition;
  who casework_data.actor;
  now_us bigint;
  answer jsonb;
  hash bytea;
BEGIN
  SELECT * INTO c FROM casework_data.cases t WHERE t.number = bench_same_rows.number FOR UPDATE;
  SELECT * INTO d FROM casework_data.definition t WHERE t.id = c.definition_id;
  SELECT s.login, s.id, s.person INTO who.login, who.staff_id, who.person FROM casework_data.staff s WHERE s.login = session_user AND s.retired_at IS NULL;
  now_us := greatest(casework_data.clock(), c.last_us + 1);
  answer := jsonb_build_object('done', true, 'repeated', false, 'case', c.number, 'id', c.id, 'state', to_state,
    'version', c.version + 1, 'seq', c.version + 1, 'moved', true, 'due', casework_data.iso(c.due_us));
  hash := casework_data.append(d.install_id, d.id, d.stamp, d.digest, c.id, c.scope_id, c.version + 1, c.head, now_us,
    who.login, who.person, 'caseworker', kind, NULL, c.state, to_state, c.visit, NULL, NULL, NULL, NULL, NULL,
    request, sha256(convert_to(request, 'UTF8')), body, answer);
  UPDATE casework_data.cases t SET state = to_state, version = c.version + 1, visit = c.visit + 1, entered_us = now_us, last_us = now_us,
      head = hash, fields = c.fields, checks = c.checks, checks_due = c.checks_due, did = c.did, votes = c.votes, signed = c.signed,
      opens = c.opens, due_us = c.due_us, due_why = c.due_why, remind_us = c.remind_us, escalated = false WHERE t.id = c.id;
  RETURN answer || jsonb_build_object('hash', encode(hash, 'hex'));
END
$$;
ALTER FUNCTION casework_data.bench_same_rows(text, text, text, text, text) OWNER TO casework_owner;
