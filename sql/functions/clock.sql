SET LOCAL ROLE casework_owner;

-- The clock. A throw-away test database replaces this one function (testing/clock.sql); doctor compares
-- its source with this file.
CREATE OR REPLACE FUNCTION casework_data.clock() RETURNS bigint
LANGUAGE sql VOLATILE
RETURN (extract(epoch FROM clock_timestamp()) * 1000000)::bigint;
COMMENT ON FUNCTION casework_data.clock() IS 'Microseconds since 1970-01-01 UTC.';

-- STABLE, as what they are made of is: declared otherwise they would not be inlined.
--
-- Exact for every instant before the year 2255 (2^53 microseconds).
CREATE OR REPLACE FUNCTION casework_data.instant(us bigint) RETURNS timestamptz
LANGUAGE sql STABLE
RETURN timestamptz 'epoch' + us * interval '1 microsecond';

CREATE OR REPLACE FUNCTION casework_data.microseconds(t timestamptz) RETURNS bigint
LANGUAGE sql STABLE
RETURN (extract(epoch FROM t) * 1000000)::bigint;

-- Days since 1970-01-01 of an instant's date in a zone.
CREATE OR REPLACE FUNCTION casework_data.day_at(us bigint, zone text) RETURNS integer
LANGUAGE sql STABLE
RETURN ((timestamptz 'epoch' + us * interval '1 microsecond') AT TIME ZONE zone)::date - date '1970-01-01';

-- The instant as people and programs exchange it; the session's DateStyle and TimeZone do not matter.
CREATE OR REPLACE FUNCTION casework_data.iso(us bigint) RETURNS text
LANGUAGE sql STABLE
RETURN to_char((timestamptz 'epoch' + us * interval '1 microsecond') AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');

CREATE OR REPLACE FUNCTION casework_data.iso_day(days integer) RETURNS text
LANGUAGE sql STABLE
RETURN to_char((date '1970-01-01' + days)::timestamp, 'YYYY-MM-DD');
