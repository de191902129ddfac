-- What is there is remembered for as long as this takes, and goes.
CREATE TEMP TABLE were_known (chat_id bigint) ON COMMIT DROP;
CREATE TEMP TABLE were_read (key text, first_seen timestamp) ON COMMIT DROP;
CREATE TEMP TABLE had_chats ON COMMIT DROP AS SELECT to_regclass('public.chats') IS NOT NULL AS so;
INSERT INTO were_known VALUES /* known */;
DO $body$
DECLARE
    one record;
BEGIN
    IF (SELECT so FROM had_chats) THEN
        LOCK TABLE public.chats IN EXCLUSIVE MODE;
        INSERT INTO were_known SELECT chat_id FROM public.chats;
        INSERT INTO were_read SELECT key, first_seen FROM public.documents;
    END IF;
    FOR one IN SELECT oid::regclass AS name FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') LOOP
        EXECUTE format('DROP TABLE %s CASCADE', one.name);
    END LOOP;
    FOR one IN SELECT oid::regprocedure AS name FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace AND proname LIKE 'watcher%' LOOP
        EXECUTE format('DROP FUNCTION %s CASCADE', one.name);
    END LOOP;
    DROP TEXT SEARCH CONFIGURATION IF EXISTS public.watcher_words;
    DROP TEXT SEARCH DICTIONARY IF EXISTS public.watcher_stems;
END
$body$;
