-- For throw-away databases only (replay, tests): the clock is what the session says. No installed schema
-- has this body; doctor flags one that does.
SET LOCAL ROLE casework_owner;

CREATE OR REPLACE FUNCTION casework_data.clock() RETURNS bigint
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  RETURN coalesce(nullif(current_setting('casework_test.now_us', true), '')::bigint,
    (extract(epoch FROM clock_timestamp()) * 1000000)::bigint);
END
$$;
