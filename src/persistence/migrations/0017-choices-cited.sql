-- Which choices of the centre (rows C1 to C7) a finding, and the clock of an appeal, rest on beside their own row; none are known of those from before.
ALTER TABLE finding ADD COLUMN choice_row_ids text[] NOT NULL DEFAULT '{}';
ALTER TABLE appeal ADD COLUMN choice_row_ids text[] NOT NULL DEFAULT '{}';
