-- Row and statement triggers on what is only ever added to. They stop mistakes and function bugs; a
-- superuser is stopped by checkpoints kept elsewhere, nothing else.
SET LOCAL ROLE casework_owner;

CREATE FUNCTION casework_data.refuse_change() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'KW008', MESSAGE = format('%s is append-only', TG_TABLE_NAME),
    DETAIL = '{"what":"append_only"}';
END
$$;

CREATE TRIGGER entry_append_only BEFORE UPDATE OR DELETE ON casework_data.entry
  FOR EACH ROW EXECUTE FUNCTION casework_data.refuse_change();
CREATE TRIGGER entry_append_only_statement BEFORE UPDATE OR DELETE OR TRUNCATE ON casework_data.entry
  FOR EACH STATEMENT EXECUTE FUNCTION casework_data.refuse_change();
CREATE TRIGGER ledger_append_only BEFORE UPDATE OR DELETE ON casework_data.ledger
  FOR EACH ROW EXECUTE FUNCTION casework_data.refuse_change();
CREATE TRIGGER ledger_append_only_statement BEFORE UPDATE OR DELETE OR TRUNCATE ON casework_data.ledger
  FOR EACH STATEMENT EXECUTE FUNCTION casework_data.refuse_change();
CREATE TRIGGER reading_append_only BEFORE UPDATE OR DELETE ON casework_data.reading
  FOR EACH ROW EXECUTE FUNCTION casework_data.refuse_change();
CREATE TRIGGER reading_append_only_statement BEFORE UPDATE OR DELETE OR TRUNCATE ON casework_data.reading
  FOR EACH STATEMENT EXECUTE FUNCTION casework_data.refuse_change();

-- A payload is erased as a whole. A trigger of updates and not a CHECK, which every insert would pay for.
CREATE TRIGGER payload_whole BEFORE UPDATE ON casework_data.payload
  FOR EACH ROW WHEN ((NEW.salt IS NULL) <> (NEW.body IS NULL)) EXECUTE FUNCTION casework_data.refuse_change();

-- A caller with synchronous_commit = off lost acknowledged approvals in every crash tried. Deferred, so
-- that it is the transaction's last word. It runs with the session's own search_path: the one name in it
-- is qualified, and there is no operator. An assignment, because PERFORM would be a statement of its own.
CREATE FUNCTION casework_data.force_durability() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  forced text;
BEGIN
  forced := pg_catalog.set_config('synchronous_commit', 'on', true);
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER entry_durable AFTER INSERT ON casework_data.entry
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION casework_data.force_durability();
CREATE CONSTRAINT TRIGGER reading_durable AFTER INSERT ON casework_data.reading
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION casework_data.force_durability();
CREATE CONSTRAINT TRIGGER ledger_durable AFTER INSERT ON casework_data.ledger
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION casework_data.force_durability();
