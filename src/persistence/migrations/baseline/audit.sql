-- One hash chain per case and one for the system: `hash` covers the canonical event, the hash before
-- it and its seals.
CREATE TABLE audit_event (
  chain text NOT NULL,
  sequence integer NOT NULL, -- from 1, without a gap
  type text NOT NULL,
  actor text NOT NULL,
  at timestamptz NOT NULL,
  payload jsonb NOT NULL,
  prev_hash text NOT NULL,
  hash text NOT NULL,
  seals text, -- JSON array of [table, row, number, SHA-256] of the rows written with it (seal.sql)
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(), -- of the writing transaction: the event feed reads in its order
  PRIMARY KEY (chain, sequence)
);
CREATE INDEX audit_event_xid ON audit_event (xid);
CREATE TRIGGER audit_event_append_only BEFORE UPDATE OR DELETE ON audit_event
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_event_no_truncate BEFORE TRUNCATE ON audit_event
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Where each chain ends; writers of a chain queue on its row.
CREATE TABLE audit_head (
  chain text PRIMARY KEY,
  sequence integer NOT NULL,
  hash text NOT NULL
);

-- A signed Merkle root over the heads of the chains that had moved since the checkpoint before.
CREATE TABLE audit_checkpoint (
  number integer PRIMARY KEY, -- from 1, without a gap
  at timestamptz NOT NULL,
  previous_hash text NOT NULL, -- SHA-256 of what the checkpoint before signed
  heads integer NOT NULL CHECK (heads > 0),
  merkle_root text NOT NULL,
  through_xid xid8 NOT NULL, -- events of earlier transactions are under this checkpoint or one before
  signature text NOT NULL,
  key_id text NOT NULL
);
CREATE TRIGGER audit_checkpoint_append_only BEFORE UPDATE OR DELETE ON audit_checkpoint
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_checkpoint_no_truncate BEFORE TRUNCATE ON audit_checkpoint
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The heads under each checkpoint: the leaves of its Merkle tree.
CREATE TABLE audit_checkpoint_head (
  checkpoint integer NOT NULL REFERENCES audit_checkpoint,
  chain text NOT NULL,
  sequence integer NOT NULL,
  hash text NOT NULL,
  PRIMARY KEY (chain, sequence)
);
CREATE INDEX audit_checkpoint_head_checkpoint ON audit_checkpoint_head (checkpoint);
CREATE TRIGGER audit_checkpoint_head_append_only BEFORE UPDATE OR DELETE ON audit_checkpoint_head
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_checkpoint_head_no_truncate BEFORE TRUNCATE ON audit_checkpoint_head
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- That the database may be older than somebody saw it, as after a restore, and that a person put on record to
-- which instant it is recovered. While the newest row says `needed`, nothing serves.
CREATE TABLE recovery (
  id text PRIMARY KEY,
  number integer NOT NULL UNIQUE, -- from 1, without a gap
  kind text NOT NULL CHECK (kind IN ('needed', 'recorded')),
  at timestamptz NOT NULL,
  kept_number integer, -- the checkpoint that was kept outside; null: none that could be read
  kept_hash text,
  found_number integer, -- the newest checkpoint of the database; null: none
  found_hash text,
  recovered_to timestamptz,
  recorded_by text,
  case_no_from integer, -- the case numbers that are left out, so that none is given twice
  case_no_through integer,
  CONSTRAINT recovery_checkpoints CHECK ((kept_number IS NULL) = (kept_hash IS NULL) AND (found_number IS NULL) = (found_hash IS NULL)),
  CONSTRAINT recovery_recorded CHECK (
    (kind = 'recorded') = (recovered_to IS NOT NULL AND recorded_by IS NOT NULL AND case_no_from IS NOT NULL AND case_no_through IS NOT NULL)
    AND (kind = 'recorded' OR num_nonnulls(recovered_to, recorded_by, case_no_from, case_no_through) = 0)
    AND recovered_to <= at AND case_no_from <= case_no_through)
);
CREATE TRIGGER recovery_append_only BEFORE UPDATE OR DELETE ON recovery
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER recovery_no_truncate BEFORE TRUNCATE ON recovery
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
