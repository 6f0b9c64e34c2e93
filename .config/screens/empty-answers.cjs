// Answers of the API where there is nothing.

/** Returns what the API would answer when there were nothing: its lists empty, its counts 0. */
function emptied(json) {
  if (Array.isArray(json) || json === null || typeof json !== 'object') return json;
  return Object.fromEntries(
    Object.entries(json).map(([name, value]) => {
      if (Array.isArray(value)) return [name, []];
      if (typeof value === 'number') return [name, 0];
      return [name, name.endsWith('Satang') ? '0' : emptied(value)];
    }),
  );
}

module.exports = { emptied };
