SET LOCAL ROLE casework_owner;

-- A request is done once. Its first answer, if this login had one for the same arguments; an error if it
-- was for others; NULL if it is new.
CREATE OR REPLACE FUNCTION casework_data.first_answer(who text, id text, arguments bytea) RETURNS jsonb
LANGUAGE plpgsql STABLE AS $$
DECLARE
  digest bytea;
  first jsonb;
BEGIN
  IF id IS NULL OR id !~ '^[A-Za-z0-9_-]{1,64}$' THEN
    PERFORM casework_data.refuse_input('request', coalesce(id, ''));
  END IF;
  SELECT e.request_digest, e.answer || jsonb_build_object('repeated', true, 'hash', encode(e.hash, 'hex'))
    INTO digest, first FROM casework_data.entry e WHERE e.actor = who AND e.idem = first_answer.id
  UNION ALL
  SELECT q.digest, q.answer || '{"repeated":true}'
    FROM casework_data.request q WHERE q.login = who AND q.request = first_answer.id;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  IF digest IS DISTINCT FROM arguments THEN
    RAISE EXCEPTION USING ERRCODE = 'KW003', MESSAGE = 'this request id was used with other arguments',
      DETAIL = jsonb_build_object('request', id)::text;
  END IF;
  RETURN first;
END
$$;

-- Keeps the answer of a request that is no entry of a case, and gives it. Where somebody with the same login
-- and id was faster everything is undone (40001): tried again, the request finds the first answer.
CREATE OR REPLACE FUNCTION casework_data.keep_answer(who text, id text, arguments bytea, answer jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  INSERT INTO casework_data.request (login, request, digest, answer) VALUES (who, id, arguments, answer)
    ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    RAISE EXCEPTION USING ERRCODE = '40001', MESSAGE = 'the same request is being done on another connection';
  END IF;
  RETURN answer;
END
$$;
