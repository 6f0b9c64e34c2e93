-- Tables with evidence are append-only: this function, as a trigger, refuses every change of a row,
-- whichever program asks. Each such table has the trigger twice: for UPDATE and DELETE of rows, and
-- for TRUNCATE, which runs no row trigger.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '23514';
END $$;
