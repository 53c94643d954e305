-- Readings with a number of their own, readings beyond one's limits, and who looked at those afterwards.
SET LOCAL ROLE casework_owner;

-- no: by what people name a reading. document: the one document that it opens, NULL for the case. until: how
-- long a reading beyond one's limits stays open; what was read meanwhile is a row of its own.
ALTER TABLE casework_data.reading
  ADD COLUMN no       bigint  GENERATED ALWAYS AS IDENTITY,
  ADD COLUMN kind     text    NOT NULL DEFAULT 'content' CONSTRAINT reading_kind CHECK (kind IN ('content', 'break_glass')),
  ADD COLUMN document integer,
  ADD COLUMN until    timestamptz,
  ADD CONSTRAINT reading_no UNIQUE (no, person),
  ADD CONSTRAINT reading_until CHECK ((kind = 'break_glass') = (until IS NOT NULL) AND until <= at + interval '2 hours');
ALTER TABLE casework_data.reading
  ALTER COLUMN purpose SET STATISTICS 0, ALTER COLUMN login SET STATISTICS 0, ALTER COLUMN person SET STATISTICS 0,
  ALTER COLUMN case_id SET STATISTICS 0;
CREATE INDEX reading_at ON casework_data.reading (at);
DROP FUNCTION IF EXISTS casework.reading(text, text);

-- Somebody else has looked at a reading beyond its reader's limits: another person, not only another login.
CREATE TABLE casework_data.reading_review (
  reading_no bigint      NOT NULL CONSTRAINT reading_review_pkey PRIMARY KEY,
  reader     uuid        NOT NULL,
  login      text        NOT NULL,
  staff_id   integer     NOT NULL CONSTRAINT reading_review_staff REFERENCES casework_data.staff,
  person     uuid        NOT NULL,
  remark     text        CONSTRAINT reading_review_remark CHECK (char_length(btrim(remark)) BETWEEN 1 AND 500),
  at         timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT reading_review_of FOREIGN KEY (reading_no, reader) REFERENCES casework_data.reading (no, person),
  CONSTRAINT reading_review_two_people CHECK (person <> reader)
);
CREATE TRIGGER reading_review_append_only BEFORE UPDATE OR DELETE ON casework_data.reading_review
  FOR EACH ROW EXECUTE FUNCTION casework_data.refuse_change();
CREATE TRIGGER reading_review_append_only_statement BEFORE UPDATE OR DELETE OR TRUNCATE ON casework_data.reading_review
  FOR EACH STATEMENT EXECUTE FUNCTION casework_data.refuse_change();
CREATE CONSTRAINT TRIGGER reading_review_durable AFTER INSERT ON casework_data.reading_review
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION casework_data.force_durability();

-- Numbers that name a person to the outside world. Nowhere else: not in the register, a case, an entry or a
-- request. A row is erased by deleting it. The digest finds a number again without showing which it is.
CREATE TABLE casework_data.personal_number (
  person uuid  NOT NULL CONSTRAINT personal_number_person REFERENCES casework_data.person,
  kind   text  NOT NULL CONSTRAINT personal_number_kind CHECK (kind IN ('id_number', 'phone', 'bank_card')),
  value  text  NOT NULL,
  digest bytea NOT NULL,
  CONSTRAINT personal_number_pkey PRIMARY KEY (person, kind)
);
CREATE UNIQUE INDEX personal_number_once ON casework_data.personal_number (digest) WHERE kind = 'id_number';
ALTER TABLE casework_data.personal_number
  ALTER COLUMN person SET STATISTICS 0, ALTER COLUMN kind SET STATISTICS 0, ALTER COLUMN value SET STATISTICS 0,
  ALTER COLUMN digest SET STATISTICS 0;

-- The key of these digests, as HMAC uses it (RFC 2104): 32 random bytes, filled up to a block of SHA-256 with
-- zeros, each byte XORed with 36 and with 5c.
CREATE TABLE casework_data.personal_key (
  single    boolean NOT NULL DEFAULT true CONSTRAINT personal_key_pkey PRIMARY KEY CONSTRAINT personal_key_single CHECK (single),
  inner_pad bytea   NOT NULL CONSTRAINT personal_key_inner CHECK (octet_length(inner_pad) = 64),
  outer_pad bytea   NOT NULL CONSTRAINT personal_key_outer CHECK (octet_length(outer_pad) = 64)
);
INSERT INTO casework_data.personal_key (inner_pad, outer_pad)
  SELECT decode(string_agg(lpad(to_hex(get_byte(k.key, n) # 54), 2, '0'), '' ORDER BY n), 'hex'),
         decode(string_agg(lpad(to_hex(get_byte(k.key, n) # 92), 2, '0'), '' ORDER BY n), 'hex')
    FROM (SELECT uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || decode(repeat('00', 32), 'hex') AS key) k,
         generate_series(0, 63) n;
ALTER TABLE casework_data.personal_key
  ALTER COLUMN single SET STATISTICS 0, ALTER COLUMN inner_pad SET STATISTICS 0, ALTER COLUMN outer_pad SET STATISTICS 0;
CREATE TRIGGER personal_key_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON casework_data.personal_key
  FOR EACH STATEMENT EXECUTE FUNCTION casework_data.refuse_change();

-- A reading of a person's numbers is one like a reading of a case.
ALTER TABLE casework_data.reading
  ADD COLUMN subject uuid CONSTRAINT reading_subject REFERENCES casework_data.person,
  ALTER COLUMN case_id DROP NOT NULL,
  DROP CONSTRAINT reading_kind,
  ADD CONSTRAINT reading_kind CHECK (kind IN ('content', 'break_glass', 'person')),
  ADD CONSTRAINT reading_of CHECK ((kind = 'person') = (subject IS NOT NULL) AND (kind = 'person') = (case_id IS NULL));
ALTER TABLE casework_data.reading ALTER COLUMN subject SET STATISTICS 0;
DROP FUNCTION IF EXISTS casework.person_add(text, date, date, text, text);
