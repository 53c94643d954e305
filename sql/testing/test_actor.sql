-- For throw-away databases only (replay, tests): the actor is the staff row the session names, whether or
-- not such a login exists; without a name it is the session's own login, superuser or not. No installed
-- schema has this body; doctor flags one that does.
SET LOCAL ROLE casework_owner;

CREATE OR REPLACE FUNCTION casework_data.acting_staff() RETURNS SETOF casework_data.staff
LANGUAGE sql STABLE
BEGIN ATOMIC
  SELECT t.* FROM casework_data.staff t
   WHERE t.login = coalesce(nullif(current_setting('casework_test.login', true), ''), session_user) AND t.retired_at IS NULL;
END;
