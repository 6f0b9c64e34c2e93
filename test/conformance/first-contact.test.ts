import { generateSigningKey, loadPrivateKey } from '../../src/signing/keys.js';
import { firstContact } from '../../tools/conformance/first-contact.js';
import { Play } from '../../tools/conformance/play.js';
import { withBank } from './support/test-bank.js';

describe('the first contact of a run', () => {
  it('finds nothing in the way of a bank that booked the books', async () => {
    expect(await withBank({}, firstContact)).toEqual({ hints: [] });
  });

  it('says by which host and key the kit signs where the bank believes nothing', async () => {
    const { keyId, privateJwk } = generateSigningKey('kit-1');
    const other = { keyId, privateKey: loadPrivateKey(privateJwk) };
    const unbelieved = await withBank({}, (kit) => firstContact({ ...kit, keys: [other, kit.keys[1]] }));
    expect(unbelieved.inTheWay).toMatch(/believes nothing that the kit signs: it answered 401 SIGNATURE\.BAD/);
    expect(unbelieved.inTheWay).toMatch(/by kit-1 for the host 127\.0\.0\.1:\d+/);
  });

  it('says that an earlier run used the accounts of the books', async () => {
    const again = await withBank({}, async (kit) => {
      const play = new Play(kit, kit.accounts[0]);
      await play.place(play.order());
      return firstContact(kit);
    });
    expect(again.inTheWay).toMatch(/states an order at accounts of these books/);
  });

  it('hints at books that nobody booked, and lets the checks play', async () => {
    const unbooked = await withBank({}, (kit) => {
      const accounts = kit.accounts.map(({ debits, ...account }) => ({
        ...account,
        debits: debits.map((debit) => ({ ...debit, reference: `X${debit.reference}` })),
      }));
      return firstContact({ ...kit, accounts });
    });
    expect(unbooked).toEqual({ hints: [expect.stringMatching(/is books.json of this preparation booked\?/)] });
  });
});
