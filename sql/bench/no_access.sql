-- For scripts/bench, in a throw-away database: act() as it is, but everybody may everything. Neither the login nor
-- a grant, a scope or a level is looked at; the case's rules are judged as ever.
CREATE OR REPLACE FUNCTION casework_data.acting_staff() RETURNS SETOF casework_data.staff
LANGUAGE sql STABLE
BEGIN ATOMIC
  SELECT t.* FROM casework_data.staff t WHERE t.login = session_user::text;
END;

CREATE OR REPLACE FUNCTION casework_data.held_in(staff integer, scope integer)
RETURNS TABLE (roles text[], levels text[], deputed bigint[])
LANGUAGE sql STABLE
BEGIN ATOMIC
  SELECT ARRAY['caseworker', 'reviewer', 'supervisor', 'cashier'], ARRAY['F'], NULL::bigint[];
END;
