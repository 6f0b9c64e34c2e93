-- A transfer may carry several parts of one stolen sum: at a merge each credit carries its own part on. One link per sum, transfer and part that it
-- continues, and one live hold per link.
ALTER TABLE trail_link ADD COLUMN parent_link_id text REFERENCES trail_link (id); -- the part that this one continues; null: the victim's own transfer
UPDATE trail_link l SET parent_link_id = p.id
  FROM hold h JOIN trail_link p ON p.stolen_sum_id = h.stolen_sum_id AND p.transfer_id = h.transfer_id
 WHERE h.id = l.parent_hold_id;
ALTER TABLE trail_link DROP CONSTRAINT trail_link_stolen_sum_id_transfer_id_key;
ALTER TABLE trail_link ADD CONSTRAINT trail_link_one_part UNIQUE NULLS NOT DISTINCT (stolen_sum_id, transfer_id, parent_link_id);
ALTER TABLE trail_link ADD CONSTRAINT trail_link_parent_known CHECK ((parent_link_id IS NULL) = (parent_hold_id IS NULL));
CREATE INDEX trail_link_continues ON trail_link (parent_link_id);

ALTER TABLE hold ADD COLUMN trail_link_id text REFERENCES trail_link (id); -- the part of the stolen sum that it suspends
UPDATE hold h SET trail_link_id = l.id FROM trail_link l WHERE l.stolen_sum_id = h.stolen_sum_id AND l.transfer_id = h.transfer_id;
ALTER TABLE hold ALTER COLUMN trail_link_id SET NOT NULL;
DROP INDEX hold_one_live;
-- One live hold per part of the trail: a second send, report or answer finds it there.
CREATE UNIQUE INDEX hold_one_live ON hold (trail_link_id) WHERE state NOT IN ('no_funds', 'refused', 'released', 'seized');
CREATE INDEX hold_link ON hold (trail_link_id);
