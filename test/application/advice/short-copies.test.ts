import { ShortCopies } from '../../../src/application/advice/short-copies.js';

describe('short copies', () => {
  const source = {};
  /** Reads what was counted so far. */
  const counter = () => {
    let count = 0;
    return () => Promise.resolve((count += 1));
  };

  it('are read once for all who ask at the same time and after, by name and data source', async () => {
    const copies = new ShortCopies<number>(60_000);
    const read = counter();
    expect(await Promise.all([copies.of(source, 'a', read), copies.of(source, 'a', read)])).toEqual([1, 1]);
    expect(await copies.of(source, 'a', read)).toBe(1);
    expect(await copies.of(source, 'b', read)).toBe(2);
    expect(await copies.of({}, 'a', read)).toBe(3);
  });

  it('are read again when they are too old or were dropped, also while one was being read', async () => {
    const old = new ShortCopies<number>(0);
    const read = counter();
    expect([await old.of(source, 'a', read), await old.of(source, 'a', read)]).toEqual([1, 2]);
    const copies = new ShortCopies<number>(60_000);
    const before = copies.of(source, 'a', read);
    copies.forget(source);
    expect([await before, await copies.of(source, 'a', read)]).toEqual([3, 4]);
  });

  it('keep no failure', async () => {
    const copies = new ShortCopies<number>(60_000);
    const fails = () => Promise.reject(new Error('the database is away'));
    await expect(copies.of(source, 'a', fails)).rejects.toThrow('the database is away');
    expect(await copies.of(source, 'a', counter())).toBe(1);
  });
});
