-- What one person asks for and another decides on: a withdrawal, a correction, papers of a holder, a directive,
-- a change of a policy or of a party, the end of a lost order. Each such table has the columns `state`,
-- `decided_by`, `decided_role`, `decision_reason` and `decided_at`, and these triggers. A row of a workbook is decided once
-- by them too; it names a session in place of a role.

-- A row begins undecided, is decided once, and nothing else of it ever changes. Arguments: the states in which a
-- row begins, of which the first waits for a decision; the columns that a decision writes beside those above; a
-- column that is noted once, afterwards.
CREATE FUNCTION decided_once() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  begins text[] := TG_ARGV[0]::text[];
  decision text[] := ARRAY['state', 'decided_by', 'decided_role', 'decision_reason', 'decided_at'] || coalesce(TG_ARGV[1], '{}')::text[];
  noted text := TG_ARGV[2];
BEGIN
  IF TG_OP = 'INSERT' AND NEW.state = ANY (begins) THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'UPDATE' THEN
    IF OLD.state = begins[1] AND NEW.state <> ALL (begins) AND to_jsonb(OLD) - decision = to_jsonb(NEW) - decision THEN
      RETURN NEW;
    END IF;
    IF noted IS NOT NULL AND to_jsonb(OLD) ->> noted IS NULL AND to_jsonb(OLD) - noted = to_jsonb(NEW) - noted THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION '% is decided once and never rewritten', TG_TABLE_NAME USING ERRCODE = '23514';
END $$;

-- Who took a part of the report on which it rests neither asks for it nor decides on it. Argument: the rule whose
-- row in force may let that person.
CREATE FUNCTION not_by_taker() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  person text := CASE TG_OP WHEN 'INSERT' THEN NEW.requested_by ELSE NEW.decided_by END;
  act_at timestamptz := coalesce(NEW.decided_at, NEW.requested_at);
BEGIN
  IF EXISTS (SELECT 1 FROM takers_of_report(NEW.case_id, act_at) t WHERE t = person)
     AND NOT coalesce((SELECT (r.body -> 'parameters' ->> 'intakeMayDecide')::boolean
                         FROM case_file f JOIN rule_row r ON r.rulebook = f.rulebook
                        WHERE f.id = NEW.case_id AND r.rule_id = TG_ARGV[0] AND r.effective_from <= act_at
                        ORDER BY r.effective_from DESC LIMIT 1), false) THEN
    RAISE EXCEPTION 'four eyes: % took the report and has no part in % %', person, TG_TABLE_NAME, NEW.id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
