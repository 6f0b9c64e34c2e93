-- One hash chain per case and one for the system: `hash` covers the canonical event and the hash
-- before it.
CREATE TABLE audit_event (
  chain text NOT NULL,
  sequence integer NOT NULL, -- from 1, without a gap
  type text NOT NULL,
  actor text NOT NULL,
  at timestamptz NOT NULL,
  payload jsonb NOT NULL,
  prev_hash text NOT NULL,
  hash text NOT NULL,
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

-- A signed Merkle root over the heads of all chains.
CREATE TABLE audit_checkpoint (
  id text PRIMARY KEY,
  at timestamptz NOT NULL,
  chains integer NOT NULL,
  merkle_root text NOT NULL,
  signature text NOT NULL,
  key_id text NOT NULL
);
CREATE TRIGGER audit_checkpoint_append_only BEFORE UPDATE OR DELETE ON audit_checkpoint
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_checkpoint_no_truncate BEFORE TRUNCATE ON audit_checkpoint
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
