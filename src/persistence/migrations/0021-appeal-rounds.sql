-- A hold that persons decided to continue after every answer may be appealed against anew: another appeal of the same hold, in its next round, with its own
-- tiers, clocks and answers. Those from before are the first round of theirs.
ALTER TABLE appeal ADD COLUMN round integer NOT NULL DEFAULT 1 CHECK (round > 0);
ALTER TABLE appeal DROP CONSTRAINT appeal_hold_id_key;
ALTER TABLE appeal ADD CONSTRAINT appeal_one_per_round UNIQUE (hold_id, round);
-- Only one of them waits.
CREATE UNIQUE INDEX appeal_one_open ON appeal (hold_id) WHERE settled_at IS NULL;
