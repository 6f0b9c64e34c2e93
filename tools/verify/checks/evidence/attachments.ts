import type { Check } from '../../check.js';

/** Every attachment's file lies in the store as it was put there. */
export const attachments: Check = {
  id: 'FILES',
  title: 'every attachment lies in the store as it was received',
  async run({ manager, files }) {
    const rows: { id: string; storedSha256: string }[] = await manager.query(
      'SELECT id, stored_sha256 AS "storedSha256" FROM attachment ORDER BY id',
    );
    if (files === undefined) {
      const unknown = rows.length === 0 ? [] : [`${rows.length} files were not read: no folder is known`];
      return { checked: 0, violations: [], unknown };
    }
    const violations: string[] = [];
    for (const { id, storedSha256 } of rows) {
      const found = await files.sha256Of(id);
      if (found === undefined) violations.push(`${id}: its file is missing`);
      else if (found !== storedSha256) violations.push(`${id}: its file was altered`);
    }
    return { checked: rows.length, violations };
  },
};
