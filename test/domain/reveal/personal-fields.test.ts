import { personalFields, type SaidOfPersons } from '../../../src/domain/reveal/personal-fields.js';

const COMPLAINT: SaidOfPersons = {
  reporter: { name: 'มะลิ ตัวอย่างเก้า', phone: '0812345901' },
  victim: {
    name: 'เอก Example',
    citizenId: '9123456789010',
    birthDate: '2500-01-31',
    phone: '0812345678',
    email: 'a@b.th',
  },
  victimAccount: { institution: 'th-004', accountNo: '9040000902' },
  transfers: [
    { to: { account: { institution: 'th-014', accountNo: '9140000201' } }, toName: 'Nai Kor' },
    { to: { promptPay: { value: '0899999902' } } },
  ],
  suspectContacts: [
    { kind: 'phone', value: '0600000201' },
    { kind: 'line', value: 'profit99' },
    { kind: 'url', value: 'https://pay.example/fake/99?x=1' },
    { kind: 'crypto_wallet', value: 'TXexample0000000000000000000000000' },
    { kind: 'device', value: '123456789012345' },
  ],
  suspectPersons: [{ passport: { number: 'AB12345', issuedBy: 'THA' } }],
  narrative: 'He said he was an officer.',
};
const SUPPLEMENT: SaidOfPersons = {
  note: 'The number called again.',
  suspectContacts: [{ kind: 'facebook', value: 'investor.example' }],
  suspectPersons: [{ name: 'Max', citizenId: '9900000000014' }],
};

describe('the personal fields of a case', () => {
  it('are named once for ever, and masked so that nobody is recognised', () => {
    const fields = personalFields([COMPLAINT, SUPPLEMENT]);
    expect(fields.map(({ field, masked }) => `${field} ${masked}`)).toEqual([
      'victim.1.name เอxxx Exxx',
      'victim.1.citizen_id xxxxxxxxx9010',
      'victim.1.birth_date xxx',
      'victim.1.phone xxxxxx5678',
      'victim.1.email xxx',
      'victim.1.account th-004:xxxxxx0902',
      'reporter.1.name มxxx ตxxx',
      'reporter.1.phone xxxxxx5901',
      'receiver.1.name Nxxx Kxxx',
      'receiver.1.account th-014:xxxxxx0201',
      'receiver.2.promptpay xxxxxx9902',
      'suspect.1.passport xxxxxxx2345',
      'suspect.2.name Mxxx',
      'suspect.2.citizen_id xxxxxxxxx0014',
      'contact.1.phone xxxxxx0201',
      'contact.2.line pr…',
      'contact.3.url pay.example/…',
      'contact.4.crypto_wallet xxxxxxxxx0000',
      'contact.5.device xxxxxxxxx2345',
      'contact.6.facebook in…',
      'narrative.1.text xxx',
      'narrative.2.text xxx',
    ]);
    expect(new Set(fields.map(({ field }) => field)).size).toBe(fields.length);
  });

  it('have a number of the victim that cannot be right as it was told, so that it is asked for again', () => {
    const victim = { name: 'เอก Example', phone: '0812345678', numberAsTold: '9123456789018' };
    const fields = personalFields([{ victim }]).map(({ field, masked, value }) => [field, masked, value]);
    expect(fields).toContainEqual(['victim.1.number_as_told', 'xxxxxxxxx9018', '9123456789018']);
    expect(fields.some(([field]) => field === 'victim.1.citizen_id')).toBe(false);
  });

  it('keep their names and values when more is reported', () => {
    const before = personalFields([COMPLAINT]);
    const after = personalFields([COMPLAINT, SUPPLEMENT]);
    expect(after).toEqual(expect.arrayContaining(before));
    expect(after.find(({ field }) => field === 'narrative.2.text')?.value).toBe('The number called again.');
  });

  it('have those of a correction beside those of the report, numbered through all corrections', () => {
    const corrections = [
      {
        victimAccount: { institution: 'th-004', accountNo: '9040000777' },
        transfers: [{ to: { account: { institution: 'th-002', accountNo: '9020000888' } }, toName: 'Mali Example' }],
      },
      {
        victimAccount: { institution: 'th-004', accountNo: '9040000666' },
        transfers: [{ to: { promptPay: { value: '9123456789010' } } }],
      },
    ];
    const fields = personalFields([COMPLAINT], corrections);
    expect(fields.slice(0, -5)).toEqual(personalFields([COMPLAINT]));
    expect(fields.slice(-5).map(({ field, masked }) => `${field} ${masked}`)).toEqual([
      'debited.1.account th-004:xxxxxx0777',
      'debited.2.account th-004:xxxxxx0666',
      'corrected.1.name Mxxx Exxx',
      'corrected.1.account th-002:xxxxxx0888',
      'corrected.2.promptpay xxxxxxxxx9010',
    ]);
  });

  it('say in which statement each was said: the complaint, what was added, then the corrections', () => {
    const corrections = [{ victimAccount: { institution: 'th-004', accountNo: '9040000777' }, transfers: [] }];
    const fields = personalFields([COMPLAINT, {}, SUPPLEMENT], corrections);
    const saidIn = (name: string) => fields.find(({ field }) => field === name)?.saidIn;
    expect(['victim.1.phone', 'contact.6.facebook', 'narrative.2.text', 'debited.1.account'].map(saidIn)).toEqual([
      1, 3, 3, 4,
    ]);
  });

  it('are none where nobody reported a person, as in a case that a notice opened', () => {
    expect(personalFields([{}, { transfers: [] }])).toEqual([]);
  });
});
