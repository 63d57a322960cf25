-- The accounts and the database: `owner` migrates, `app` reads and writes rows and nothing else.
-- Run by psql as a superuser, with the two passwords in the environment; safe to run again. Used by the embedded
-- servers, by the postgres container at its first start, and by hand for a database of one's own (docs/deploy.md).
\set ON_ERROR_STOP on
\getenv owner_password OWNER_PASSWORD
\getenv app_password APP_PASSWORD
\getenv for_tests FOR_TESTS

SELECT 'CREATE ROLE ' || name FROM unnest(ARRAY['owner', 'app']) AS name
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) \gexec
ALTER ROLE owner LOGIN PASSWORD :'owner_password';
ALTER ROLE app LOGIN PASSWORD :'app_password';
\if :{?for_tests}
    ALTER ROLE owner CREATEDB;
\endif

-- In the template, so that every database made from it (a test's too) starts with the same rights.
\connect template1
GRANT CREATE ON DATABASE template1 TO owner;
GRANT USAGE ON SCHEMA public TO app;
ALTER DEFAULT PRIVILEGES FOR ROLE owner GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO app;
ALTER DEFAULT PRIVILEGES FOR ROLE owner GRANT USAGE, SELECT ON SEQUENCES TO app;
-- As their owner, who may update them later.
SET ROLE owner;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE EXTENSION IF NOT EXISTS btree_gist;
RESET ROLE;

-- Last: its presence says that all before it is done.
\connect postgres
SELECT 'CREATE DATABASE exportready TEMPLATE template1 OWNER owner'
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'exportready') \gexec
REVOKE TEMPORARY ON DATABASE exportready FROM PUBLIC;
