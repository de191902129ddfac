-- Who was erased since stays erased: who is in the copy and nowhere else. Documents are never forgotten, so a database
-- that goes on from where the copy was still has one of the oldest; of another beginning it can't tell.
DO $body$
BEGIN
    IF (SELECT max(version_num) FROM public.alembic_version) > '/* head */' THEN
        RAISE EXCEPTION 'it was written by a newer version of Havering Watcher (its schema is %, this version knows /* head */); install that version',
            (SELECT max(version_num) FROM public.alembic_version);
    END IF;
END
$body$;
CREATE TEMP TABLE compared ON COMMIT DROP AS SELECT (SELECT so FROM pg_temp.had_chats) AND (
    NOT EXISTS (SELECT FROM public.documents) OR EXISTS (
        SELECT FROM (SELECT key, first_seen FROM public.documents ORDER BY first_seen, key LIMIT 20) AS oldest
        JOIN pg_temp.were_read USING (key, first_seen)
    )
) AS so;
WITH gone AS (
    DELETE FROM public.chats WHERE (SELECT so FROM pg_temp.compared)
    AND NOT EXISTS (SELECT FROM pg_temp.were_known WHERE were_known.chat_id = chats.chat_id) RETURNING 1
) SELECT format('restored %s %s', (SELECT so FROM pg_temp.compared), (SELECT count(*) FROM gone));
