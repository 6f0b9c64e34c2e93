-- What the centre published of a calendar month, as everybody may read it.
CREATE TABLE public_statistics (
  month text PRIMARY KEY CHECK (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  figures jsonb NOT NULL,
  published_at timestamptz NOT NULL
);
CREATE TRIGGER public_statistics_append_only BEFORE UPDATE OR DELETE ON public_statistics
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER public_statistics_no_truncate BEFORE TRUNCATE ON public_statistics
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
