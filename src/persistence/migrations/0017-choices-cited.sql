-- Which choices of the centre (rows C1 to C7) a finding, and the clock of an appeal, rest on beside their own row; none are known of those from before.
ALTER TABLE finding ADD COLUMN choice_row_ids text[] NOT NULL DEFAULT '{}';
ALTER TABLE appeal ADD COLUMN choice_row_ids text[] NOT NULL DEFAULT '{}';

-- An order for less lets a part go, of which the holder is to be told (P-TELL); of those from before it is not known.
ALTER TABLE hold_order ADD COLUMN lets_go boolean NOT NULL DEFAULT false;
ALTER TABLE hold_order ADD COLUMN holder_notified_at timestamptz CHECK (holder_notified_at IS NULL OR lets_go);
