-- The practical limit to compare act() with: lock the row, check one thing, update, add a line of history.
-- For scripts/bench, in a throw-away database, as a superuser; act() is never slower for it.
CREATE SCHEMA bench;
CREATE TABLE bench.cases (id integer PRIMARY KEY, state text NOT NULL, version bigint NOT NULL) WITH (fillfactor = 70);
CREATE TABLE bench.history (
  case_id integer NOT NULL, version bigint NOT NULL, at timestamptz NOT NULL DEFAULT clock_timestamp(),
  actor text NOT NULL DEFAULT session_user, from_state text NOT NULL, to_state text NOT NULL, PRIMARY KEY (case_id, version));

CREATE FUNCTION bench.advance(case_id integer, from_state text, to_state text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  c bench.cases;
BEGIN
  SELECT * INTO c FROM bench.cases t WHERE t.id = advance.case_id FOR UPDATE;
  IF c.state IS DISTINCT FROM from_state THEN
    RAISE EXCEPTION 'wrong state';
  END IF;
  UPDATE bench.cases t SET state = to_state, version = c.version + 1 WHERE t.id = c.id;
  INSERT INTO bench.history (case_id, version, from_state, to_state) VALUES (c.id, c.version + 1, from_state, to_state);
  RETURN c.version + 1;
END
$$;
