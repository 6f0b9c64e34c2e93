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
