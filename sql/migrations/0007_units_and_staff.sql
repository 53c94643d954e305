-- Units as a tree, roles that one person may not hold together, reassignment without an actor in the register.
SET LOCAL ROLE casework_owner;

-- Codes stay texts wherever they stand: a code that is not in the tree covers itself and nothing else, so a
-- house without a tree works as before. path is from the root down to the unit itself, kept by the functions
-- that change the tree (units.sql), so that "in this subtree" is one look at an array.
CREATE TABLE casework_data.unit (
  code     text        NOT NULL CONSTRAINT unit_pkey PRIMARY KEY CONSTRAINT unit_code CHECK (char_length(code) BETWEEN 1 AND 40),
  name     text        NOT NULL CONSTRAINT unit_name CHECK (char_length(btrim(name)) BETWEEN 1 AND 200),
  kind     text        NOT NULL CONSTRAINT unit_kind CHECK (kind IN ('federation', 'union', 'workshop')),
  parent   text        CONSTRAINT unit_parent REFERENCES casework_data.unit,
  path     text[]      NOT NULL,
  added_by text        NOT NULL,
  added_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT unit_path CHECK (path[cardinality(path)] = code AND path[cardinality(path) - 1] IS NOT DISTINCT FROM parent)
);
CREATE INDEX unit_by_parent ON casework_data.unit (parent);
-- "every unit below this one": path @> ARRAY[code]. Written seldom: without a pending list, whose length would
-- turn the planner away from the index until the next vacuum.
CREATE INDEX unit_by_path ON casework_data.unit USING gin (path) WITH (fastupdate = off);

-- The unit of a scope with all units above it: a grant covers the scope when it names one of them. Written when
-- the scope or the tree changes, never reckoned by who acts or reads.
ALTER TABLE casework_data.scope ADD COLUMN units text[] NOT NULL DEFAULT '{}';
UPDATE casework_data.scope SET units = ARRAY[unit] WHERE unit IS NOT NULL;
CREATE INDEX scope_by_units ON casework_data.scope USING gin (units) WITH (fastupdate = off);

-- A tree changes under a lock on scope that lets nobody insert: what is read here stays true until the commit.
CREATE FUNCTION casework_data.place_scope() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NEW.unit IS NOT NULL THEN
    NEW.units := coalesce((SELECT u.path FROM casework_data.unit u WHERE u.code = NEW.unit), ARRAY[NEW.unit]);
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER scope_is_placed BEFORE INSERT ON casework_data.scope
  FOR EACH ROW EXECUTE FUNCTION casework_data.place_scope();

-- Who moves money does not also decide about it in the same programme. One row a pair, in "C" order.
CREATE TABLE casework_data.incompatible_role (
  role_a   text NOT NULL COLLATE "C",
  role_b   text NOT NULL COLLATE "C",
  added_by text NOT NULL DEFAULT session_user,
  added_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT incompatible_role_pkey PRIMARY KEY (role_a, role_b),
  CONSTRAINT incompatible_role_order CHECK (role_a < role_b)
);
INSERT INTO casework_data.incompatible_role (role_a, role_b)
  SELECT least(m, d), greatest(m, d)
    FROM unnest(ARRAY['cashier', 'releaser', 'finance_officer']) m, unnest(ARRAY['supervisor', 'deputy_head', 'director', 'committee']) d;

-- An administrator is nobody in the register: the entry that gives a retired person's case to another says so by
-- having no person.
ALTER TABLE casework_data.entry ALTER COLUMN person DROP NOT NULL;

-- Grants say from when; the older forms of these functions are gone.
DROP FUNCTION IF EXISTS casework_admin.staff_grant(text, text, text, text, timestamptz);
