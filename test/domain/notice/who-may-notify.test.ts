import { type Role, ROLES } from '../../../src/domain/freeze-request/freeze-request.js';
import { mayNotifyFor, type NoticeOffice } from '../../../src/domain/notice/who-may-notify.js';

const MAY: Readonly<Record<NoticeOffice, Role>> = {
  ccib: 'inquiry_officer',
  dsi: 'inquiry_officer',
  amlo: 'amlo_officer',
};

describe("an officer's notice in the name of an office", () => {
  it.each(Object.entries(MAY) as [NoticeOffice, Role][])('of %s is given by %s alone', (office, role) => {
    const may = ROLES.filter((one) => mayNotifyFor(office, [one]).ok);
    expect(may).toEqual([role]);
    expect(mayNotifyFor(office, ['auditor', role])).toEqual({ ok: true, value: role });
  });

  it('is refused with NOTICE.OFFICE, also to who has no role', () => {
    expect(mayNotifyFor('amlo', ['inquiry_officer'])).toMatchObject({ ok: false, code: 'NOTICE.OFFICE' });
    expect(mayNotifyFor('ccib', [])).toMatchObject({ ok: false, code: 'NOTICE.OFFICE' });
  });
});
