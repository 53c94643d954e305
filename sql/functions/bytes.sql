SET LOCAL ROLE casework_owner;

-- The bytes of the history: docs/history-format.md. F(x) is a length-prefixed field.
CREATE OR REPLACE FUNCTION casework_data.f(x bytea) RETURNS bytea
LANGUAGE sql IMMUTABLE
RETURN coalesce(int4send(octet_length(x)) || x, int4send(-1));

-- The database is UTF8 (bootstrap refuses another), so this copies the bytes as stored. Not textsend():
-- that one converts to the client's encoding.
CREATE OR REPLACE FUNCTION casework_data.f(x text) RETURNS bytea
LANGUAGE sql IMMUTABLE
RETURN coalesce(int4send(octet_length(x)) || convert_to(x, 'UTF8'), int4send(-1));

CREATE OR REPLACE FUNCTION casework_data.f(x bigint) RETURNS bytea
LANGUAGE sql IMMUTABLE
RETURN coalesce(int4send(8) || int8send(x), int4send(-1));

CREATE OR REPLACE FUNCTION casework_data.f(x uuid) RETURNS bytea
LANGUAGE sql IMMUTABLE
RETURN coalesce(int4send(16) || uuid_send(x), int4send(-1));

CREATE OR REPLACE FUNCTION casework_data.genesis(install uuid, case_id uuid) RETURNS bytea
LANGUAGE sql IMMUTABLE
RETURN sha256(casework_data.f('casework/genesis/v1'::text) || casework_data.f(install) || casework_data.f(case_id));

CREATE OR REPLACE FUNCTION casework_data.commitment(salt bytea, body text) RETURNS bytea
LANGUAGE sql IMMUTABLE
RETURN sha256(casework_data.f('casework/payload/v1'::text) || casework_data.f(salt) || casework_data.f(body));

CREATE OR REPLACE FUNCTION casework_data.entry_hash(
  install uuid, case_id uuid, seq bigint, prev bytea, at_us bigint, actor text, person uuid, role text, kind text,
  workflow text, workflow_sha256 bytea, from_state text, to_state text, amount bigint, currency text, fund uuid,
  ref uuid, ref_hash bytea, idem text, payload bytea) RETURNS bytea
LANGUAGE sql IMMUTABLE
RETURN sha256(casework_data.f('casework/event/v1'::text)
  || casework_data.f(install) || casework_data.f(case_id) || casework_data.f(seq) || casework_data.f(prev)
  || casework_data.f(at_us) || casework_data.f(actor) || casework_data.f(person) || casework_data.f(role)
  || casework_data.f(kind) || casework_data.f(workflow) || casework_data.f(workflow_sha256)
  || casework_data.f(from_state) || casework_data.f(to_state) || casework_data.f(amount) || casework_data.f(currency)
  || casework_data.f(fund) || casework_data.f(ref) || casework_data.f(ref_hash) || casework_data.f(idem)
  || casework_data.f(payload));

-- What a signature covers: the signed fields by name, in "C" order, each as jsonb prints its value. The
-- case's salt comes first: a digest that is shown must not let an account be found by trying.
CREATE OR REPLACE FUNCTION casework_data.signed_digest(signed text[], fields jsonb, salt bytea) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  parts bytea[] := ARRAY['casework/signed/v1'::bytea, salt];
  name text;
BEGIN
  FOREACH name IN ARRAY signed LOOP
    parts := parts || convert_to(name, 'UTF8') || convert_to(fields ->> name, 'UTF8');
  END LOOP;
  -- each part as F(x): see append()
  RETURN sha256(substr(array_send(parts), 21));
END
$$;

-- The arguments of a request, so that a repeat can be told from another request under the same id.
CREATE OR REPLACE FUNCTION casework_data.arguments_digest(VARIADIC arguments text[]) RETURNS bytea
LANGUAGE sql STABLE
RETURN sha256(convert_to(to_jsonb(arguments)::text, 'UTF8'));
